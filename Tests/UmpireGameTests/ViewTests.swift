import Testing
import UmpireBasics
import UmpireGame
import UmpireState

/// Player 0 stands still; player 1 begins near or far, as the seed has it, and walks away.
private struct Fog: Game {
    static let info = GameInfo("fog", tickRate: 10, players: 2...2)

    struct Input: GameInput {
        var isIdle = true
        static let schema = Schema<Input> { Field("isIdle", \.isIdle) }
    }
    struct Walker: Replicable {
        var x: Float = 0, y: Float = 0
        static let schema = Schema<Walker> {
            Field("x", \.x)
            Field("y", \.y)
        }
    }
    struct World: GameWorld {
        var walkers = Table<Walker>(capacity: 2)
        static let layout = Layout<World> {
            Entities(
                "walkers", \.walkers, owner: .id, position: .at(\.x, \.y),
                interest: .radius(5, hysteresis: 5), priority: .distance(5, near: 200))
        }
    }

    static func setUp(_ world: inout World, random: inout GameRandom) {
        world.walkers[PlayerID(0)] = Walker()
        world.walkers[PlayerID(1)] = Walker(x: random.chance(0.5) ? 3 : 7)
    }
    static func step(_ world: inout World, _ turn: inout Turn<Fog>) {
        world.walkers[PlayerID(1)]?.x += 1
    }
}

@Suite("views of a match")
struct ViewTests {
    private let game = AnyGame(Fog.self)
    private let seats = MatchSeats(occupied: PlayerSet(bits: 3), playedByBots: PlayerSet())

    private func capture(
        _ match: AnyMatch, _ player: UInt8, _ tick: Int, _ previous: Snapshot?
    ) -> Snapshot {
        var snapshot = Snapshot(shape: game.description.world)
        match.capture(
            .player(PlayerID(player), team: 0), Tick(UInt32(tick)), previous, &snapshot)
        return snapshot
    }

    /// A seed of a match in which player 1 begins at `x`.
    private func seed(_ x: Float) -> UInt64 {
        var seed: UInt64 = 0
        while Simulation<Fog>(seed: seed).world.walkers[PlayerID(1)]?.x != x { seed += 1 }
        return seed
    }

    @Test("a shape whose tables are limited has views, without private fields")
    func shape() {
        let shape = game.description.world
        #expect(shape.hasInterest && shape.hasViews && !shape.hasPrivateFields)
    }

    @Test("a match gathers each step anew, and remembers what was seen through steps")
    func steps() {
        let match = game.begin(2, seed(3))
        var seen: [Int] = []
        var previous: Snapshot?
        for tick in 1...9 {
            match.step(seats, SeatChanges(), Tick(UInt32(tick)))
            let snapshot = capture(match, 0, tick, previous)
            seen.append(snapshot.tables[0].ids.count)
            #expect(capture(match, 1, tick, nil).tables[0].ids.contains(1))
            previous = snapshot
        }
        #expect(seen == [2, 2, 2, 2, 2, 2, 2, 1, 1], "seen up to 10 away")
    }

    @Test("nobody goes on seeing what the match before showed")
    func restart() {
        let match = game.begin(2, seed(3))
        match.step(seats, SeatChanges(), Tick(1))
        let previous = capture(match, 0, 1, nil)
        #expect(previous.tables[0].ids == [0, 1])
        match.restart(seed(7))
        let next = capture(match, 0, 2, previous)
        #expect(next.tables[0].ids == [0])
    }

    @Test("a match weighs what a player was shown")
    func weights() {
        let match = game.begin(2, seed(3))
        match.step(seats, SeatChanges(), Tick(1))
        match.step(seats, SeatChanges(), Tick(2))
        var weights: [UInt32] = []
        match.priorities(
            .player(PlayerID(0), team: 0), capture(match, 0, 2, nil), &weights)
        #expect(weights == [200, 100])
    }
}
