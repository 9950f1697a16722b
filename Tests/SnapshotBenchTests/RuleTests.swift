import Testing
import UmpireBasics
import UmpireState

@testable import snapshot_bench

/// Fields of one, two and four bytes.
private struct Thing: Replicable {
    var health: UInt8 = 0
    var x: UInt16 = 0
    var time: UInt32 = 0

    static let schema = Schema<Self> {
        Field("health", \.health)
        Field("x", \.x)
        Field("time", \.time)
    }
}

private struct Things: GameWorld {
    var round: UInt8 = 0
    var left = Table<Thing>()
    var right = Table<Thing>()

    static let layout = Layout<Self> {
        Field("round", \.round)
        Entities("left", \.left)
        Entities("right", \.right)
    }
}

@Suite("what other rules need")
struct RuleTests {
    private let plan = WorldPlan(Things.self)

    private func snapshot(_ world: Things) -> Snapshot {
        var snapshot = Snapshot(shape: plan.shape)
        plan.capture(world, for: .everyone, at: .zero, into: &snapshot)
        return snapshot
    }

    /// Bytes of one step by the rival's rules.
    private func cost(_ rule: inout ColyseusRule, _ before: Things, _ after: Things) -> Int {
        let now = snapshot(after)
        rule.follow(now)
        return rule.bytes(of: now, against: snapshot(before))
    }

    @Test("colyseus: fields cost a byte and their value, entities two bytes and more")
    func colyseusFields() {
        var rule = ColyseusRule(plan.shape)
        var world = Things()
        let empty = world
        world.left.insert(Thing(health: 1, x: 1, time: 1))
        // The map: 255 and 1; its entry: operation, index, key and its length, refId.
        // The entity: 255 and refId; three fields with a byte each.
        #expect(cost(&rule, empty, world) == 2 + 5 + 2 + (3 + 1 + 2 + 4))
        let one = world
        #expect(cost(&rule, one, world) == 0)
        world.left[EntityID(0)]?.x = 9
        #expect(cost(&rule, one, world) == 2 + 3)
        world.left[EntityID(0)]?.time = 9
        world.round = 3
        #expect(cost(&rule, one, world) == 2 + 3 + 5 + 2)
        #expect(cost(&rule, world, empty) == 2 + 2 + 2, "the scalar, the map, and what is gone")
    }

    @Test("colyseus: numbers of entities grow, and never shrink")
    func colyseusReferences() {
        var rule = ColyseusRule(plan.shape)
        var world = Things()
        let empty = world
        for number in 0..<200 { world.right.insert(Thing(health: UInt8(number))) }
        _ = cost(&rule, empty, world)
        var later = world
        // The root, two maps and 124 entities have numbers of one byte.
        later.right[EntityID(124)]?.x = 1
        #expect(cost(&rule, world, later) == 1 + 1 + 3)
        later = world
        later.right[EntityID(125)]?.x = 1
        #expect(cost(&rule, world, later) == 1 + 2 + 3)
        for number in 0..<200 { later.right[EntityID(UInt16(number))] = nil }
        _ = cost(&rule, world, later)
        let gone = later
        later.left.insert(Thing())
        #expect(cost(&rule, gone, later) == 2 + (1 + 1 + 2 + 2) + (1 + 2) + 10)
    }

    @Test("fixed: a place, a mask and the widths of what changed")
    func fixed() {
        let rule = FixedRule(plan.shape)
        var world = Things()
        for _ in 0..<5 { world.left.insert(Thing()) }
        var later = world
        later.left.update { _, thing in thing.x = 1 }
        // A bit for the scalar, 36 for each table; for each of five a place, a mask of three, 16
        // bits.
        let bits = 1 + 36 + 36 + 5 * (3 + 3 + 16)
        #expect(rule.bytes(of: snapshot(later), against: snapshot(world)) == (bits + 7) / 8)
    }

    @Test("zlib: more changes cost more, none costs little")
    func zlib() {
        var rule = ZlibRule(plan.shape)
        var world = Things()
        for _ in 0..<200 { world.left.insert(Thing()) }
        var later = world
        var random = GameRandom(seed: 5)
        later.left.update { _, thing in thing.time = random.word() }
        let none = rule.bytes(of: snapshot(world), against: snapshot(world))
        let all = rule.bytes(of: snapshot(later), against: snapshot(world))
        #expect(none < 40)
        #expect((800...1_400).contains(all))
    }

    @Test("every entity of two tables is visited once, in order")
    func changes() {
        var world = Things()
        for _ in 0..<4 { world.left.insert(Thing()) }
        var later = world
        later.left[EntityID(1)] = nil
        later.left.insert(Thing())
        var seen: [String] = []
        snapshot(later).tables[0].compare(with: snapshot(world).tables[0]) { change in
            switch change {
            case .new(let id, let now): seen.append("new \(id) at \(now)")
            case .gone(let id, let old): seen.append("gone \(id) from \(old)")
            case .stays(let id, let now, let old): seen.append("\(id): \(old) to \(now)")
            }
        }
        #expect(seen == ["0: 0 to 0", "gone 1 from 1", "2: 2 to 1", "3: 3 to 2", "new 4 at 3"])
    }
}
