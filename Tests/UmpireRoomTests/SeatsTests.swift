import Testing
import UmpireBasics
import UmpireGame
import UmpireRoom

@Suite("Seats")
struct SeatsTests {
    @Test(
        "stay consistent with what a game is told, in every sequence of events",
        arguments: [(2, 6), (3, 6)])
    func exhaustive(seats: Int, depth: Int) throws {
        var walk = SeatsWalk(seats: seats)
        try walk.run(depth: depth)
        print("\(seats) seats, depth \(depth): \(walk.visited) states")
        #expect(walk.visited > 10_000)
    }

    @Test("are given to people one after the other, then in the place of bots, then not at all")
    func take() {
        var seats = Seats(count: 3)
        seats.fillWithBots(upTo: 2)
        #expect(seats.bots.count == 2)
        #expect(seats.take(occupant(1)) == PlayerID(2))
        #expect(seats.take(occupant(2)) == PlayerID(0))
        #expect(seats.take(occupant(3)) == PlayerID(1))
        #expect(!seats.hasRoom)
        #expect(seats.take(occupant(4)) == nil)
        #expect(seats.humans.count == 3)
    }

    @Test("that are dropped are nobody else's until the grace ends")
    func grace() throws {
        var seats = Seats(count: 1)
        let taken = seats.take(occupant(1))
        let player = try #require(taken)
        seats.drop(player, until: Tick(100))
        seats.fillWithBots(upTo: 1)
        #expect(seats.take(occupant(2)) == nil)
        #expect(seats.playedByBots.contains(player))
        #expect(seats.expire(at: Tick(99)) == nil)
        #expect(seats.expire(at: Tick(100)) == SessionID(1))
        #expect(seats.expire(at: Tick(100)) == nil)
        #expect(seats.take(occupant(2)) == player)
    }

    @Test("tell a game nothing of a drop and a return between two steps")
    func flap() throws {
        var seats = Seats(count: 2)
        let taken = seats.take(occupant(1))
        let player = try #require(taken)
        _ = seats.takeChanges(isFirstStep: true)
        seats.drop(player, until: Tick(9))
        seats.comeBack(player)
        #expect(seats.takeChanges(isFirstStep: false).isEmpty)
        seats.drop(player, until: Tick(9))
        #expect(seats.takeChanges(isFirstStep: false).dropped.contains(player))
        seats.comeBack(player)
        seats.drop(player, until: Tick(9))
        #expect(seats.takeChanges(isFirstStep: false).isEmpty)
        seats.comeBack(player)
        #expect(seats.takeChanges(isFirstStep: false).returned.contains(player))
    }

    @Test("bots that fill up to a number give way to people, who may be more")
    func botsGiveWay() {
        var seats = Seats(count: 4)
        seats.fillWithBots(upTo: 2)
        var counts: [[Int]] = []
        for number: UInt64 in 1...5 {
            let player = seats.take(occupant(number), botSeats: 2)
            counts.append([player == nil ? 0 : 1, seats.humans.count, seats.bots.count])
        }
        #expect(counts == [[1, 1, 1], [1, 2, 0], [1, 3, 0], [1, 4, 0], [0, 4, 0]])
    }

    @Test("tell the first step of a match of everybody, and of who is dropped")
    func firstStep() throws {
        var seats = Seats(count: 3)
        let taken = seats.take(occupant(1))
        let player = try #require(taken)
        _ = seats.takeChanges(isFirstStep: true)
        seats.fillWithBots(upTo: 3)
        seats.drop(player, until: Tick(9))
        let changes = seats.takeChanges(isFirstStep: true)
        #expect(changes.joined.count == 3)
        #expect(changes.dropped == PlayerSet(bits: 1))
        #expect(changes.left.isEmpty && changes.returned.isEmpty)
    }

    private func occupant(_ number: UInt64) -> Occupant {
        Occupant(session: SessionID(number), name: "P\(number)")
    }
}
