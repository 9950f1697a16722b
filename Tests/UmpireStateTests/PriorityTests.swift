import Testing
import UmpireBasics
import UmpireState

@Suite("priorities")
struct PriorityTests {
    private let plan = WorldPlan<Meadow>()

    /// The weights of everything in `world`, by table, for a viewer.
    private func weights(_ world: Meadow, _ viewer: Viewer, isGone: Bool = false) -> [[UInt32]] {
        var shown = Snapshot(shape: plan.shape)
        var everything = world
        everything.sheep = isGone ? Table(capacity: 100) : world.sheep
        everything.stones = isGone ? Table(capacity: 100) : world.stones
        plan.capture(world, for: .everyone, at: .zero, into: &shown)
        var own = shown
        plan.capture(world, for: .player(PlayerID(1), team: 0), at: .zero, into: &own)
        var sight = InterestSight()
        var all: [UInt32] = [4_711]
        plan.weigh(own, of: everything, for: viewer, with: &sight, into: &all)
        #expect(all.removeFirst() == 4_711, "weights are appended")
        return own.tables.map { table in
            defer { all.removeFirst(table.ids.count) }
            return Array(all.prefix(table.ids.count))
        }
    }

    private var meadow: Meadow {
        var world = Meadow.withShepherd
        for (id, x) in [Float(0), 10, 5, .nan, 900].enumerated() {
            world.sheep[EntityID(UInt16(id))] = .init(x: x)
        }
        world.sheep[EntityID(3)]?.keeper = PlayerID(1)
        world.sheep[EntityID(4)]?.keeper = PlayerID(1)
        world.wolves[EntityID(8)] = .init(x: 3)
        world.stones[EntityID(500)] = .init(x: 1)
        world.stones[EntityID(700)] = .init(x: 0.5)
        world.stones[EntityID(800)] = .init(x: 7)
        return world
    }

    @Test("a weight for each row that is seen, by kind, by distance and by the game's own rule")
    func kinds() {
        let weights = weights(meadow, .player(PlayerID(1), team: 0))
        #expect(weights[0] == [16])
        #expect(weights[1] == [64, 32, 51, 64, 64])
        #expect(weights[2] == [100])
        #expect(weights[3] == [500, 1, 1_000])
    }

    @Test("who has no eyes in the world has the usual weight for all distances")
    func blind() {
        #expect(weights(meadow, .everyone)[1] == [16, 16, 16, 16, 16])
        #expect(weights(meadow, .player(PlayerID(9), team: 0))[1] == [16, 16, 16, 16, 16])
    }

    @Test("what is nowhere, far away, or gone since, has the least weight")
    func least() {
        var world = meadow
        world.shepherds[EntityID(5)] = .init(x: 890, keeper: PlayerID(2))
        world.shepherds[EntityID(6)] = .init(x: .nan, keeper: PlayerID(2))
        #expect(weights(world, .player(PlayerID(2), team: 0))[1] == [1, 1, 1, 1, 32])
        let gone = weights(world, .player(PlayerID(1), team: 0), isGone: true)
        #expect(gone[1] == [1, 1, 1, 1, 1] && gone[3] == [1, 1, 1])
    }

    @Test("with many eyes, some that are spread over all are asked")
    func manyEyes() {
        var world = Meadow.withShepherd
        for id in UInt16(1)..<90 {
            world.shepherds[EntityID(id)] = .init(
                x: Float(id) / 10_000, keeper: PlayerID(1), herd: 0)
        }
        world.sheep[EntityID(1)] = .init(x: 10)
        #expect(weights(world, .player(PlayerID(1), team: 0))[1] == [32])
    }
}
