import Testing
import UmpireBasics
import UmpireState

@Suite("a world that follows snapshots")
struct RestoredWorldTests {
    private let plan = WorldPlan<Zoo>()

    private func hash(_ world: Zoo) -> UInt64 {
        var hasher = StateHasher()
        plan.hash(world, into: &hasher)
        return hasher.value
    }

    @Test(
        "it is always the world that a fresh restore gives",
        arguments: 1...12 as ClosedRange<UInt64>)
    func following(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var zoo = Zoo()
        var restored = RestoredWorld(plan)
        var old: [Snapshot] = []
        for step in 0..<150 {
            if random.chance(0.6) { zoo.live(&random) } else { zoo.day &+= 1 }
            var snapshot = Snapshot(shape: plan.shape)
            let viewer = PlayerID(UInt8(random.int(in: 0...3)))
            plan.capture(
                zoo, for: .player(viewer, team: viewer.rawValue), at: Tick(UInt32(step)),
                into: &snapshot)
            old.append(snapshot)
            if random.chance(0.2), let late = random.pick(old) { snapshot = late }
            restored.follow(snapshot)
            var fresh = Zoo()
            plan.restore(snapshot, into: &fresh)
            #expect(hash(restored.world) == hash(fresh), "seed \(seed), step \(step)")
        }
    }

    @Test("a copy of the world stays as it was")
    func copies() {
        var zoo = Zoo()
        var restored = RestoredWorld(plan)
        var snapshot = Snapshot(shape: plan.shape)
        zoo.trees[PlayerID(1)] = .init(kind: .ash)
        plan.capture(zoo, for: .everyone, at: .zero, into: &snapshot)
        restored.follow(snapshot)
        let before = restored.world
        zoo.trees[PlayerID(1)] = .init(kind: .elm)
        plan.capture(zoo, for: .everyone, at: .zero, into: &snapshot)
        restored.follow(snapshot)
        #expect(before.trees[PlayerID(1)]?.kind == .ash)
        #expect(restored.world.trees[PlayerID(1)]?.kind == .elm)
    }

    @Test("a large table that rests is shared with its baseline, and parts from it when it changes")
    func largeTables() throws {
        var zoo = Zoo()
        for _ in 0..<100 { zoo.animals.insert(.init(weight: 5)) }
        var states: [Snapshot] = []
        for step in 0..<4 {
            var snapshot = Snapshot(shape: plan.shape)
            if step >= 2 { zoo.animals.update { _, animal in animal.weight += 1 } }
            plan.capture(zoo, for: .everyone, at: Tick(UInt32(step)), into: &snapshot)
            states.append(snapshot)
        }
        var decoded = [Snapshot](repeating: Snapshot(shape: plan.shape), count: 2)
        for step in states.indices {
            let now = step % 2
            let baseline = step == 0 ? Snapshot(shape: plan.shape) : decoded[1 - now]
            let copy = baseline
            var writer = BitWriter()
            SnapshotEncoder.encode(
                states[step], against: baseline, shape: plan.shape, into: &writer)
            writer.finish()
            let bytes = writer.bytes
            var reader = BitReader(bytes.span.bytes)
            try SnapshotDecoder.decode(
                &reader, against: baseline, shape: plan.shape, into: &decoded[now])
            #expect(decoded[now].tables == states[step].tables, "step \(step)")
            #expect(baseline == copy)
        }
    }
}
