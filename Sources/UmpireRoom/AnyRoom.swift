package import UmpireBasics
package import UmpireGame
package import UmpireProtocol

/// A room without its game: who is in it, and where its match stands.
///
/// The shard knows rooms by this class; `Room` adds the game behind one virtual call a tick.
package class AnyRoom {
    package let settings: RoomSettings
    package let info: GameInfo
    package var clock: RoomClock
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

    init(_ settings: RoomSettings, info: GameInfo, clock: RoomClock) {
        self.settings = settings
        self.info = info
        self.clock = clock
        seats = Seats(count: settings.seats)
        phase = .waiting(since: Tick(1))
    }

    // MARK: what the game adds

    /// Makes one tick; `sendsSnapshots` is false for all but the last of several made at once.
    package func advance(sendsSnapshots: Bool, _ effects: inout Effects) {}

    /// Takes an input frame's row; false when the bytes are none.
    package func receive(
        input bytes: RawSpan, of player: PlayerID, ack: inout Tick
    ) -> Bool { false }

    /// Forgets the inputs of a seat whose player or connection changed.
    func forgetInputs(of player: PlayerID) {}

    /// Ends a recording that is under way, without a verdict.
    package func endRecording(_ effects: inout Effects) {}

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
        guard let player = seats.take(occupant) else { return nil }
        forgetInputs(of: player)
        members.append(Member(connection: connection, player: player))
        return player
    }

    /// Adds a spectator; false when the room has too many.
    package func spectate(on connection: ConnectionID) -> Bool {
        guard spectators < Limits.spectatorsPerRoom else { return false }
        members.append(Member(connection: connection, player: nil))
        seats.hasNews = true
        return true
    }

    /// Gives up the player's seat; a bot takes it in the next tick, if bots play here.
    package func leave(_ player: PlayerID) {
        members.removeAll { $0.player == player }
        seats.leave(player)
        rematchVotes.remove(player)
    }

    /// Takes a spectator out.
    package func stopSpectating(_ connection: ConnectionID) {
        members.removeAll { $0.connection == connection }
        seats.hasNews = true
    }

    /// Keeps the seat of a player whose connection broke.
    package func drop(_ player: PlayerID) {
        members.removeAll { $0.player == player }
        let until = Tick(tick.rawValue &+ UInt32(info.graceTicks))
        seats.drop(player, until: until)
        rematchVotes.remove(player)
    }

    /// Puts a player back on the seat, on a new connection.
    package func comeBack(_ player: PlayerID, on connection: ConnectionID) {
        members.removeAll { $0.player == player }
        seats.comeBack(player)
        forgetInputs(of: player)
        members.append(Member(connection: connection, player: player))
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

    package func takeExpired() -> [SessionID] {
        defer { expired.removeAll() }
        return expired
    }
}
