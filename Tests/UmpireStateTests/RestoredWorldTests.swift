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

    @Test(
        "a large table that rests is shared with its baseline, and parts from it when it changes",
        arguments: CodecMode.allCases)
    func largeTables(mode: CodecMode) throws {
        var zoo = Zoo()
        for _ in 0..<100 { zoo.animals.insert(.init(weight: 5)) }
        var states: [Snapshot] = []
        for step in 0..<6 {
            var snapshot = Snapshot(shape: plan.shape)
            if step >= 2 { zoo.animals.update { _, animal in animal.weight += 1 } }
            plan.capture(zoo, for: .everyone, at: Tick(UInt32(step)), into: &snapshot)
            states.append(snapshot)
        }
        var pair = PacketPair(plan.shape, mode)
        var held = [Snapshot](repeating: Snapshot(shape: plan.shape), count: 3)
        for (step, state) in states.enumerated() {
            let baseline = step > 0 ? held[(step - 1) % 3] : nil
            let predecessor = step > 1 ? held[(step - 2) % 3] : nil
            let bytes = pair.encode(state, against: baseline, after: predecessor)
            try pair.decode(
                bytes, at: state.tick, against: baseline, after: predecessor,
                into: &held[step % 3])
            for old in max(0, step - 2)...step {
                #expect(held[old % 3] == states[old], "step \(step)")
            }
        }
    }
}
