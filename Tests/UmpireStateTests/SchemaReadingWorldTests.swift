import Testing
import UmpireBasics
import UmpireState

@Suite("an old client's world on a new server")
struct SchemaReadingWorldTests {
    private func describe<World: GameWorld>(_ plan: WorldPlan<World>) -> SchemaDescription {
        let row = Replica<Nothing>().plan
        return SchemaDescription(world: plan.shape, input: row, cue: row)
    }

    @Test("it keeps the tables and fields that it knows, by name", arguments: UInt64(1)...20)
    func keeps(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let (new, old) = (WorldPlan<NewWorld>(), WorldPlan<OldWorld>())
        let mapping = try SchemaMapping(server: describe(new), client: describe(old))
        var snapshot = Snapshot(shape: new.shape)
        var shown = Snapshot(shape: old.shape)
        // The same memory again and again: nothing of an earlier snapshot may stay.
        for turn in 1...8 {
            var world = NewWorld()
            world.score = Int16(random.int(in: -300...300))
            for _ in 0..<random.int(in: 0...20) {
                _ = world.trees.insert(NewWorld.Tree(age: UInt8(random.int(in: 0...200))))
                let tank = NewWorld.Tank(
                    armour: UInt8(random.int(in: 0...9)), y: random.float(in: 0..<100),
                    x: random.float(in: 0..<100), mode: random.chance(0.5) ? .drive : .stop)
                _ = world.tanks.insert(tank)
            }
            new.capture(world, for: .everyone, at: Tick(UInt32(turn)), into: &snapshot)
            mapping.map(snapshot, into: &shown)
            var seen = OldWorld()
            old.restore(shown, into: &seen)
            #expect(shown.tick == Tick(UInt32(turn)))
            #expect(seen.score == Int32(min(max(world.score, -100), 100)), "seed \(seed)")
            #expect(seen.tanks.ids == world.tanks.ids, "seed \(seed)")
            for (id, tank) in world.tanks {
                let known = try #require(seen.tanks[id])
                #expect(abs(known.x - tank.x) <= 0.151, "seed \(seed)")
                #expect(abs(known.y - tank.y) <= 0.051, "seed \(seed)")
                #expect((known.mode == .stop) == (tank.mode == .stop), "seed \(seed)")
            }
        }
    }

    @Test("a new client on an old server is told what it would have to do without")
    func newer() throws {
        let (new, old) = (WorldPlan<NewWorld>(), WorldPlan<OldWorld>())
        let fault = SchemaMappingFault.self
        let error = #expect(throws: fault) {
            try SchemaMapping(server: describe(old), client: describe(new))
        }
        #expect(error?.gaps == [.noTable("trees"), .noField("tanks.armour")])
        #expect(error?.gaps.first?.description == "no trees any more")
    }
}

private struct Nothing: Replicable {
    static let schema = Schema<Nothing> {}
}

private struct OldWorld: GameWorld {
    enum Mode: CaseIterable { case stop, drive }
    struct Tank: Replicable {
        var x: Float = 0
        var y: Float = 0
        var mode = Mode.stop
        static let schema = Schema<Tank> {
            Field("x", \.x, in: 0...100, step: 0.2)
            Field("y", \.y, in: 0...100, step: 0.05)
            Field("mode", \.mode)
        }
    }
    var tanks = Table<Tank>()
    var score: Int32 = 0
    static let layout = Layout<OldWorld> {
        Entities("tanks", \.tanks)
        Field("score", \.score, in: -100...100)
    }
}

private struct NewWorld: GameWorld {
    enum Mode: CaseIterable { case drive, stop }
    struct Tree: Replicable {
        var age: UInt8 = 0
        static let schema = Schema<Tree> { Field("age", \.age) }
    }
    struct Tank: Replicable {
        var armour: UInt8 = 0
        var y: Float = 0
        var x: Float = 0
        var mode = Mode.stop
        static let schema = Schema<Tank> {
            Field("armour", \.armour)
            Field("y", \.y, in: 0...100, step: 0.05)
            Field("x", \.x, in: -100...100, step: 0.1)
            Field("mode", \.mode)
        }
    }
    var trees = Table<Tree>()
    var tanks = Table<Tank>()
    var score: Int16 = 0
    static let layout = Layout<NewWorld> {
        Entities("trees", \.trees)
        Entities("tanks", \.tanks)
        Field("score", \.score)
    }
}
