package import UmpireBasics
package import UmpireGame

/// Who sits on a seat.
package enum Seat: Equatable, Sendable {
    case empty
    case bot
    case human(Occupant)
    /// The connection broke; a bot plays until the player returns or the grace ends.
    case dropped(Occupant, until: Tick)
}

/// A person on a seat.
package struct Occupant: Equatable, Sendable {
    package let session: SessionID
    package let name: String

    package init(session: SessionID, name: String) {
        self.session = session
        self.name = name
    }
}

/// The seats of a room, and what changed on them since the last step.
///
/// ```
///            take                 drop
///   empty ─────────▶ human ───────────────▶ dropped
///   bot   ◀─────────       ◀───────────────
///     ▲      leave            return           │
///     └────────────────────────────────────────┘
///                    leave, grace over
/// ```
package struct Seats: Sendable {
    package private(set) var seats: [Seat]
    /// Whether somebody came or went since the roster was last told.
    package var hasNews = true
    /// Who had a seat at the last step, and who of them was known to be dropped.
    private var told = PlayerSet()
    private var toldDropped = PlayerSet()
    /// Who of these gave the seat up since; somebody else may be on it by now.
    private var gone = PlayerSet()

    /// `count` empty seats.
    package init(count: Int) { seats = [Seat](repeating: .empty, count: count) }

    package subscript(player: PlayerID) -> Seat { seats[Int(player.rawValue)] }

    /// Everybody who has a seat, bots too.
    package var occupied: PlayerSet { players { $0 != .empty } }

    /// People who are here.
    package var humans: PlayerSet {
        players { if case .human = $0 { true } else { false } }
    }

    /// People whose seat is kept.
    package var dropped: PlayerSet {
        players { if case .dropped = $0 { true } else { false } }
    }

    /// Seats that a bot plays: bots, and people who dropped.
    package var playedByBots: PlayerSet {
        players {
            switch $0 {
            case .bot, .dropped: true
            case .empty, .human: false
            }
        }
    }

    package var bots: PlayerSet { players { $0 == .bot } }

    /// Whether a person could sit down: on an empty seat or in a bot's place.
    package var hasRoom: Bool { seats.contains { $0 == .empty || $0 == .bot } }

    /// Puts a person on a seat, or returns nil when people have them all.
    ///
    /// While fewer than `botSeats` seats are occupied the first empty one is taken; then bots give
    /// way, the first of them first; the remaining empty ones come last.
    package mutating func take(_ occupant: Occupant, botSeats: Int = .max) -> PlayerID? {
        let empty = seats.firstIndex(of: .empty)
        let bot = seats.firstIndex(of: .bot)
        let first = occupied.count < botSeats ? empty ?? bot : bot ?? empty
        guard let index = first else { return nil }
        let player = PlayerID(UInt8(index))
        if seats[index] == .bot { vacate(player) }
        occupy(player, .human(occupant))
        return player
    }

    /// Gives up a seat for good, whoever is on it.
    package mutating func leave(_ player: PlayerID) {
        vacate(player)
        hasNews = true
    }

    /// Keeps the seat of a person whose connection broke until `until`.
    package mutating func drop(_ player: PlayerID, until: Tick) {
        guard case .human(let occupant) = self[player] else { return }
        seats[Int(player.rawValue)] = .dropped(occupant, until: until)
        hasNews = true
    }

    /// Puts a person back on the kept seat. A second connection may take over from a first, too.
    package mutating func comeBack(_ player: PlayerID) {
        guard case .dropped(let occupant, _) = self[player] else { return }
        seats[Int(player.rawValue)] = .human(occupant)
        hasNews = true
    }

    /// Gives up the first seat whose grace is over at `tick`, and says whose it was.
    package mutating func expire(at tick: Tick) -> SessionID? {
        for index in seats.indices {
            if case .dropped(let occupant, let until) = seats[index], until <= tick {
                leave(PlayerID(UInt8(index)))
                return occupant.session
            }
        }
        return nil
    }

    /// Puts bots on empty seats until `count` seats are occupied.
    package mutating func fillWithBots(upTo count: Int) {
        var missing = count - occupied.count
        for index in seats.indices where missing > 0 && seats[index] == .empty {
            occupy(PlayerID(UInt8(index)), .bot)
            missing -= 1
        }
    }

    /// What the next step must be told; a new match is told of everybody.
    ///
    /// It is the net change: who dropped and came back between two steps was never away.
    package mutating func takeChanges(isFirstStep: Bool) -> SeatChanges {
        let occupied = occupied
        let dropped = dropped
        let stayed = PlayerSet(bits: isFirstStep ? 0 : told.bits & ~gone.bits)
        var changes = SeatChanges()
        changes.left = isFirstStep ? PlayerSet() : gone
        changes.joined = PlayerSet(bits: occupied.bits & ~stayed.bits)
        changes.dropped = PlayerSet(bits: dropped.bits & ~(toldDropped.bits & stayed.bits))
        changes.returned = PlayerSet(bits: toldDropped.bits & stayed.bits & ~dropped.bits)
        told = occupied
        toldDropped = dropped
        gone = PlayerSet()
        return changes
    }

    private mutating func occupy(_ player: PlayerID, _ seat: Seat) {
        seats[Int(player.rawValue)] = seat
        hasNews = true
    }

    private mutating func vacate(_ player: PlayerID) {
        seats[Int(player.rawValue)] = .empty
        if told.contains(player) { gone.insert(player) }
    }

    private func players(_ isIn: (Seat) -> Bool) -> PlayerSet {
        var set = PlayerSet()
        for index in seats.indices where isIn(seats[index]) { set.insert(PlayerID(UInt8(index))) }
        return set
    }
}
