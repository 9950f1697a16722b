package import UmpireBasics
package import UmpireGame
import UmpireProtocol
import UmpireReplay
import UmpireState

/// A room: who is in it, where its match stands, and what everybody is told.
///
/// It knows rows and the schema, never the game's type: that is behind the functions of `AnyMatch`.
/// Four values do the work: `Seats`, the match with its input buffers, `SnapshotSender` and
/// `RoomClock`.
package final class Room {
    package let settings: RoomSettings
    package let info: GameInfo
    package var clock: RoomClock
    /// What its steps cost and how late they began.
    package var measures: StepMeasures
    /// Counts the room's ticks, in every phase and across matches; what clients call `tick`.
    package internal(set) var tick = Tick(1)
    package internal(set) var phase: MatchPhase
    package internal(set) var seats: Seats
    package internal(set) var members: [Member] = []
    /// Matches begun here.
    package internal(set) var matches: UInt32 = 0
    /// Sessions whose grace ended, for the shard to take out.
    package internal(set) var expired: [SessionID] = []
    /// Since when nobody has been here; nil while somebody is.
    package var emptySince: Instant?
    var verdict: Verdict?
    var rematchVotes = PlayerSet()
    let game: AnyGame
    let match: AnyMatch
    var sender: SnapshotSender
    /// Whether views of players differ. Kept beside `sender`: to ask it would copy it each time.
    package let hasViews: Bool
    /// When snapshots were last due.
    var lastSnapshot = Tick.zero
    /// Snapshots that were sent, and their bytes, without tables and WebSocket headers.
    package internal(set) var sentSnapshots = 0
    package internal(set) var sentSnapshotBytes = 0
    var recorder: ReplayWriter?
    var isFirstStep = true
    var inputRow: [UInt32] = []
    var rows: [UInt32] = []

    /// `guessedCost` is in nanoseconds, of a step.
    package init(
        _ settings: RoomSettings, game: AnyGame, clock: RoomClock, guessedCost: UInt64 = 0
    ) {
        self.settings = settings
        self.game = game
        self.clock = clock
        measures = StepMeasures(tickRate: game.info.tickRate, guessedCost: guessedCost)
        info = game.info
        seats = Seats(count: settings.seats)
        phase = .waiting(since: Tick(1))
        match = game.begin(settings.seats, settings.seed)
        sender = SnapshotSender(game.description, mode: game.info.codec)
        hasViews = game.description.world.hasViews
    }

    /// The exact state's hash, for tests and simulations.
    package var stateHash: UInt64 { match.stateHash() }

    /// Takes an input frame; false when the bytes are none.
    package func receive(input bytes: RawSpan, of player: PlayerID) -> Bool {
        let plan = game.description.input
        guard let head = InputFrame(parsing: bytes, inputBits: plan.rawBits) else { return false }
        inputRow.removeAll(keepingCapacity: true)
        var reader = BitReader(bytes, from: InputFrame.headBytes)
        guard
            (try? RawRow.readClamped(&reader, plan: plan, into: &inputRow)) != nil,
            (try? reader.requireEnd()) != nil
        else { return false }
        guard case .running = phase else { return true }
        let arrival = InputArrival(sequence: head.sequence, tick: head.tick, next: tick.next)
        match.receive(inputRow, player, arrival)
        return true
    }

    // MARK: coming and going

    /// Whether anybody, here or dropped, keeps the room alive.
    package var hasPeople: Bool {
        !members.isEmpty || !seats.humans.isEmpty || !seats.dropped.isEmpty
    }

    package var spectators: Int { members.count { $0.player == nil } }

    /// Whether quick match may send somebody here.
    package var isOpen: Bool {
        guard settings.isPublic, seats.hasRoom else { return false }
        if case .ended = phase { return false }
        return true
    }

    /// Seats a person; nil when no seat is free.
    package func join(_ occupant: Occupant, on connection: ConnectionID) -> PlayerID? {
        guard let player = seats.take(occupant, botSeats: settings.botSeats) else { return nil }
        match.forgetInputs(player)
        sender.forgetViews(of: player)
        admit(connection, as: player)
        return player
    }

    /// Adds a spectator; false when the room has too many.
    package func spectate(on connection: ConnectionID) -> Bool {
        guard spectators < Limits.spectatorsPerRoom else { return false }
        admit(connection, as: nil)
        seats.hasNews = true
        return true
    }

    /// Gives up the player's seat; a bot takes it in the next tick, if bots play here.
    package func leave(_ player: PlayerID) {
        dismiss { $0.player == player }
        seats.leave(player)
        rematchVotes.remove(player)
    }

    /// Takes a spectator out.
    package func stopSpectating(_ connection: ConnectionID) {
        dismiss { $0.connection == connection }
        seats.hasNews = true
    }

    /// Keeps the seat of a player whose connection broke.
    package func drop(_ player: PlayerID) {
        dismiss { $0.player == player }
        let until = Tick(tick.rawValue &+ UInt32(info.graceTicks))
        seats.drop(player, until: until)
        rematchVotes.remove(player)
    }

    /// Puts a player back on the seat, on a new connection.
    package func comeBack(_ player: PlayerID, on connection: ConnectionID) {
        dismiss { $0.player == player }
        seats.comeBack(player)
        match.forgetInputs(player)
        admit(connection, as: player)
    }

    /// Notes that a player wants the next match now; false when no match has ended.
    package func voteForRematch(_ player: PlayerID) -> Bool {
        guard case .ended = phase else { return false }
        rematchVotes.insert(player)
        return true
    }

    /// Says whether the connection has unsent bytes: then it gets no snapshots.
    package func setBlocked(_ isBlocked: Bool, _ connection: ConnectionID) {
        for index in members.indices where members[index].connection == connection {
            members[index].isBlocked = isBlocked
        }
    }

    /// The sessions of everybody who has a seat, dropped ones too.
    package var sessions: [SessionID] {
        seats.seats.compactMap {
            switch $0 {
            case .human(let occupant), .dropped(let occupant, _): occupant.session
            case .empty, .bot: nil
            }
        }
    }

    package func takeExpired() -> [SessionID] {
        defer { expired.removeAll() }
        return expired
    }
}
