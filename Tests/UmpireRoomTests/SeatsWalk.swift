import UmpireBasics
import UmpireGame
import UmpireRoom

/// Tries every sequence of events on a few seats, beside a game that only hears of the changes.
struct SeatsWalk {
    /// What went wrong, and after which events.
    struct Fault: Error, CustomStringConvertible {
        let what: String
        let events: [Event]
        var description: String { "\(what) after \(events)" }
    }

    enum Event: Equatable {
        case take
        case leave(PlayerID)
        case drop(PlayerID)
        case comeBack(PlayerID)
        case expire
        case fill(Int)
        case step
        case firstStep
    }

    /// Who plays, as a game knows it from the changes alone.
    private struct Audience {
        var present = PlayerSet()
        var away = PlayerSet()
        /// Who was on each seat at the last step.
        var owners: [Seat]
    }

    private(set) var visited = 0
    private let count: Int
    private var events: [Event] = []

    init(seats: Int) { count = seats }

    mutating func run(depth: Int) throws {
        let audience = Audience(owners: [Seat](repeating: .empty, count: count))
        try walk(Seats(count: count), audience, hasBegun: false, depth: depth, sessions: 1)
    }

    private mutating func walk(
        _ seats: Seats, _ audience: Audience, hasBegun: Bool, depth: Int, sessions: UInt64
    ) throws {
        visited += 1
        try check(seats)
        guard depth > 0 else { return }
        for event in choices(seats, hasBegun) {
            events.append(event)
            var next = seats
            var after = audience
            try apply(event, to: &next, &after, sessions)
            try walk(
                next, after, hasBegun: hasBegun || event == .firstStep, depth: depth - 1,
                sessions: sessions + 1)
            events.removeLast()
        }
    }

    private func choices(_ seats: Seats, _ hasBegun: Bool) -> [Event] {
        var choices: [Event] = [.take, .expire, .fill(1), .fill(count), .firstStep]
        if hasBegun { choices.append(.step) }
        for index in 0..<count {
            let player = PlayerID(UInt8(index))
            switch seats[player] {
            case .empty, .bot: break
            case .human: choices += [.leave(player), .drop(player)]
            case .dropped: choices += [.leave(player), .comeBack(player)]
            }
        }
        return choices
    }

    private func apply(
        _ event: Event, to seats: inout Seats, _ audience: inout Audience, _ session: UInt64
    ) throws {
        switch event {
        case .take: try take(&seats, SessionID(session))
        case .leave(let player): seats.leave(player)
        case .drop(let player): seats.drop(player, until: Tick(5))
        case .comeBack(let player): seats.comeBack(player)
        case .expire:
            while seats.expire(at: Tick(5)) != nil {}
            try expect(seats.dropped.isEmpty, "an ended grace keeps no seat")
        case .fill(let number): seats.fillWithBots(upTo: number)
        case .step: try hear(seats.takeChanges(isFirstStep: false), seats, &audience)
        case .firstStep:
            audience = Audience(owners: [Seat](repeating: .empty, count: count))
            try hear(seats.takeChanges(isFirstStep: true), seats, &audience)
        }
    }

    private func take(_ seats: inout Seats, _ session: SessionID) throws {
        let hadRoom = seats.hasRoom
        let before = seats
        guard let player = seats.take(Occupant(session: session, name: "")) else {
            return try expect(!hadRoom, "a person gets a seat while there is room")
        }
        switch before[player] {
        case .empty, .bot: break
        case .human, .dropped: try expect(false, "nobody loses a seat to another")
        }
    }

    private func hear(_ changes: SeatChanges, _ seats: Seats, _ audience: inout Audience) throws {
        for player in changes.left {
            try expect(audience.present.contains(player), "only who is there leaves")
            audience.present.remove(player)
            audience.away.remove(player)
        }
        for player in changes.joined {
            try expect(!audience.present.contains(player), "only who is not there joins")
            audience.present.insert(player)
        }
        for player in changes.dropped {
            try expect(
                audience.present.contains(player) && !audience.away.contains(player),
                "only who is there drops")
            audience.away.insert(player)
        }
        for player in changes.returned {
            try expect(
                audience.away.contains(player) && !changes.joined.contains(player),
                "only who had dropped returns")
            audience.away.remove(player)
        }
        try expect(audience.present == seats.occupied, "a game knows who is there")
        try expect(audience.away == seats.dropped, "a game knows who is away")
        for index in 0..<count {
            let seat = seats[PlayerID(UInt8(index))]
            let isNew = owner(seat) != owner(audience.owners[index]) && seat != .empty
            try expect(
                !isNew || changes.joined.contains(PlayerID(UInt8(index))),
                "a game is told of a new player on a seat")
            audience.owners[index] = seat
        }
    }

    private func owner(_ seat: Seat) -> SessionID? {
        switch seat {
        case .empty: nil
        case .bot: SessionID(0)
        case .human(let occupant), .dropped(let occupant, _): occupant.session
        }
    }

    private func check(_ seats: Seats) throws {
        let parts = [seats.humans, seats.dropped, seats.bots]
        let sum = parts.reduce(0) { $0 + $1.count }
        try expect(
            sum == seats.occupied.count
                && parts.reduce(0) { $0 | $1.bits } == seats.occupied.bits,
            "a seat has one kind of owner")
        try expect(
            seats.playedByBots.bits == seats.bots.bits | seats.dropped.bits,
            "bots play for bots and for the dropped")
        var owners = Set<SessionID>()
        for player in seats.occupied where !seats.bots.contains(player) {
            guard let owner = owner(seats[player]) else { continue }
            try expect(owners.insert(owner).inserted, "a person has one seat")
        }
        var other = seats
        for player in (0..<count).map({ PlayerID(UInt8($0)) }) {
            if !seats.humans.contains(player) { other.drop(player, until: Tick(1)) }
            if !seats.dropped.contains(player) { other.comeBack(player) }
            try expect(other[player] == seats[player], "a drop is a person's, a return a dropped's")
        }
    }

    private func expect(_ condition: Bool, _ what: String) throws {
        if !condition { throw Fault(what: what, events: events) }
    }
}
