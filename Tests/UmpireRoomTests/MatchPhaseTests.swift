import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState
import UmpireRoom

@Suite("A room's match")
struct MatchPhaseTests {
    private let room: Room
    private var effects = Effects()
    private let push: [UInt8]

    init() {
        room = MatchPhaseTests.room(bots: 0)
        var bytes: [UInt8] = []
        InputFrame(sequence: 1, tick: .zero, ack: .zero).write(into: &bytes)
        push = bytes + [1]
    }

    private static func room(bots: Int, isStanding: Bool = false) -> Room {
        let settings = RoomSettings(
            id: RoomID(1), code: "ABCDE", seats: 3, isPublic: true, isStanding: isStanding,
            botSeats: bots, seed: 1, isRecorded: false, openedAtMilliseconds: 0)
        let clock = RoomClock(start: .zero, tickRate: 10, phase: 0, now: .zero)
        return Room(settings, game: AnyGame(Relay.self), clock: clock)
    }

    private mutating func advance(_ ticks: Int = 1) {
        for _ in 0..<ticks { room.advance(sendsSnapshots: true, &effects) }
    }

    private func join(_ number: UInt32) -> PlayerID? {
        let occupant = Occupant(session: SessionID(UInt64(number)), name: "P\(number)")
        return room.join(occupant, on: ConnectionID(number))
    }

    /// Two people, and the match is running.
    private mutating func start() throws -> (PlayerID, PlayerID) {
        let one = try #require(join(1))
        let two = try #require(join(2))
        advance(11)
        try #require(room.phase.name == .running)
        return (one, two)
    }

    /// One of them pushes until the match is over.
    private mutating func finish(_ player: PlayerID) throws {
        for sequence in 1...30 as ClosedRange<UInt8> where room.phase.name == .running {
            var bytes = push
            bytes[1] = sequence
            let isTaken = room.receive(input: bytes.span.bytes, of: player)
            #expect(isTaken)
            advance()
        }
        try #require(room.phase.name == .ended)
    }

    @Test("waits while there are too few players")
    mutating func waits() throws {
        advance(50)
        #expect(room.phase == .waiting(since: Tick(1)))
        _ = join(1)
        advance(50)
        #expect(room.phase == .waiting(since: Tick(1)))
        #expect(room.matches == 0)
    }

    @Test("counts down for exactly as long as the game says, then runs")
    mutating func countdown() throws {
        _ = join(1)
        _ = join(2)
        advance()
        #expect(room.phase == .countdown(since: Tick(2), until: Tick(12)))
        advance(9)
        #expect(room.phase.name == .countdown)
        advance()
        #expect(room.phase == .running(since: Tick(12)))
        #expect(room.matches == 1)
    }

    @Test("goes back to waiting when too few are left in the countdown, and starts anew later")
    mutating func countdownBroken() throws {
        _ = join(1)
        let two = try #require(join(2))
        advance(5)
        room.leave(two)
        advance()
        #expect(room.phase.name == .waiting)
        _ = join(3)
        advance()
        #expect(room.phase == .countdown(since: room.tick, until: Tick(room.tick.rawValue + 10)))
    }

    @Test("goes back to waiting when too few are left while it runs")
    mutating func runningBroken() throws {
        let (_, two) = try start()
        room.leave(two)
        advance()
        #expect(room.phase == .waiting(since: room.tick))
    }

    @Test("goes on while a dropped player's seat is kept, and no longer")
    mutating func dropped() throws {
        let (_, two) = try start()
        room.drop(two)
        let ends = room.tick.rawValue + 20
        advance(19)
        #expect(room.phase.name == .running)
        #expect(room.expired.isEmpty)
        advance()
        #expect(room.tick.rawValue == ends)
        #expect(room.phase.name == .waiting)
        #expect(room.takeExpired() == [SessionID(2)])
        #expect(room.takeExpired().isEmpty)
    }

    @Test("ends with a verdict and begins again after the intermission")
    mutating func ends() throws {
        let (one, _) = try start()
        try finish(one)
        let ended = room.tick
        #expect(room.phase == .ended(since: ended, until: Tick(ended.rawValue + 30)))
        #expect(!room.isOpen)
        advance(29)
        #expect(room.phase.name == .ended)
        advance()
        #expect(room.phase.name == .countdown)
        #expect(room.matches == 2)
        advance(10)
        #expect(room.phase.name == .running)
    }

    @Test("begins again at once when everybody asks for a rematch")
    mutating func rematch() throws {
        let (one, two) = try start()
        #expect(!room.voteForRematch(one))
        try finish(one)
        #expect(room.voteForRematch(one))
        advance(2)
        #expect(room.phase.name == .ended)
        #expect(room.voteForRematch(two))
        advance()
        #expect(room.phase.name == .countdown)
    }

    @Test("needs no vote of those who left or dropped, and forgets theirs")
    mutating func rematchWithoutTheGone() throws {
        let (one, two) = try start()
        try finish(one)
        #expect(room.voteForRematch(two))
        room.drop(two)
        advance()
        #expect(room.phase.name == .ended)
        #expect(room.voteForRematch(one))
        advance()
        #expect(room.phase.name == .countdown)
    }

    @Test("waits after the intermission when too few are left")
    mutating func endedAlone() throws {
        let (one, two) = try start()
        try finish(one)
        room.leave(two)
        advance(30)
        #expect(room.phase.name == .waiting)
    }

    @Test("takes no inputs before it runs")
    mutating func earlyInputs() throws {
        let one = try #require(join(1))
        _ = join(2)
        let isTaken = room.receive(input: push.span.bytes, of: one)
        #expect(isTaken)
        advance(12)
        let idle = MatchPhaseTests.room(bots: 0)
        for number in 1...2 as ClosedRange<UInt64> {
            _ = idle.join(
                Occupant(session: SessionID(number), name: ""), on: ConnectionID(UInt32(number)))
        }
        var other = Effects()
        for _ in 0..<12 { idle.advance(sendsSnapshots: false, &other) }
        #expect(idle.stateHash == room.stateHash)
    }

    @Test("of a standing room is played by bots alone; of another it waits for people")
    func bots() throws {
        for isStanding in [true, false] {
            let room = MatchPhaseTests.room(bots: 3, isStanding: isStanding)
            var effects = Effects()
            for _ in 0..<20 { room.advance(sendsSnapshots: true, &effects) }
            #expect(room.phase.name == (isStanding ? .running : .waiting))
            #expect(room.seats.bots.count == (isStanding ? 3 : 0))
            #expect(effects.isEmpty)
        }
    }

    @Test("is told to everybody at each change, once and in one buffer")
    mutating func told() throws {
        _ = try start()
        effects.removeAll()
        try finish(PlayerID(0))
        var phases: [Int: Int] = [:]
        for case .text(_, let range) in effects.list { phases[range.start, default: 0] += 1 }
        #expect(phases.count == 2, "phase and verdict")
        #expect(phases.values.allSatisfy { $0 == 2 })
    }
}
