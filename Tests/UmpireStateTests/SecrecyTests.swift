import Testing
import UmpireBasics
import UmpireState

@Suite("secrecy")
struct SecrecyTests {
    /// What one viewer of one world is sent.
    private struct Client {
        let plan: WorldPlan<Thicket>
        let viewer: Viewer
        var sight = InterestSight()
        var previous: Snapshot?
        /// What it was shown before that.
        var predecessor: Snapshot?
        var pairs: [PacketPair]

        init(plan: WorldPlan<Thicket>, viewer: Viewer) {
            self.plan = plan
            self.viewer = viewer
            pairs = CodecMode.allCases.map { PacketPair(plan.shape, $0) }
        }

        /// What the viewer is shown of `world`, and the bytes that tell it in each mode.
        mutating func look(
            _ world: Thicket, at tick: Tick
        ) -> (snapshot: Snapshot, packets: [[UInt8]]) {
            var snapshot = Snapshot(shape: plan.shape)
            plan.capture(
                world, for: viewer, at: tick, after: previous, with: &sight, into: &snapshot)
            var packets: [[UInt8]] = []
            for index in pairs.indices {
                packets.append(
                    pairs[index].encode(snapshot, against: previous, after: predecessor))
            }
            predecessor = previous
            previous = snapshot
            return (snapshot, packets)
        }
    }

    /// Changes in `world` what `watch`'s viewer may not see, and nothing else.
    private func hide(
        _ world: Thicket, _ watch: ThicketWatch, _ random: inout GameRandom
    ) -> Thicket {
        var other = world
        other.weather = random.word()
        let visible = watch.visible(in: world)
        for (index, path) in Thicket.tables.enumerated() {
            for id in world[keyPath: path].ids {
                if visible[index].contains(id.rawValue) {
                    other[keyPath: path][id]?.changeHidden(from: watch, &random)
                    continue
                }
                let before = other
                let isKnown = watch.shown[index].contains(id.rawValue)
                let isRemoved = random.chance(0.3) && !isKnown
                other[keyPath: path][id] = isRemoved ? nil : .any(&random)
                // An eye that moved, or one that came in sight: that may be seen.
                if watch.visible(in: other) != visible { other = before }
            }
            for _ in 0..<3 {
                let id = EntityID(UInt16(random.int(in: 0...60)))
                // An id that the viewer knows is the same entity for as long as it is there.
                let isKnown = watch.shown[index].contains(id.rawValue)
                guard world[keyPath: path][id] == nil && !isKnown else { continue }
                let before = other
                other[keyPath: path][id] = .any(&random)
                if watch.visible(in: other) != visible { other = before }
            }
        }
        return other
    }

    @Test("worlds that differ in what a viewer may not see are one to it", arguments: 1...60)
    func equal(seed: UInt64) {
        let shape = ThicketShape(seed: seed)
        let plan = shape.plan
        var random = GameRandom(seed: seed)
        let player = Viewer.player(PlayerID(UInt8(random.int(in: 0...6))), team: UInt8(seed % 4))
        let viewer = seed % 5 == 0 ? Viewer.everyone : player
        var one = Client(plan: plan, viewer: viewer)
        var two = one
        var watch = ThicketWatch(shape, viewer)
        var world = Thicket()
        for _ in 0..<60 { world.live(&random) }
        var differences = 0
        for tick in 1...30 {
            world.live(&random)
            watch.follow(world, at: tick)
            let other = hide(world, watch, &random)
            differences += plan.differences(world, other).count
            plan.follow(world, at: Tick(UInt32(tick)), with: &one.sight)
            plan.follow(other, at: Tick(UInt32(tick)), with: &two.sight)
            if random.chance(0.4) { continue }
            let (first, packets) = one.look(world, at: Tick(UInt32(tick)))
            let (second, otherPackets) = two.look(other, at: Tick(UInt32(tick)))
            let seen = watch.visible(in: world)
            watch.show(world, at: tick)
            guard first.tables.map({ Set($0.ids) }) == seen else {
                Issue.record("seed \(seed), tick \(tick): another set of entities is shown")
                return
            }
            if first != second || packets != otherPackets {
                Issue.record("seed \(seed), tick \(tick): what is hidden changes what is sent")
                return
            }
        }
        #expect(differences > 30, "seed \(seed)")
    }

    @Test("private fields are hidden alike where no table is limited", arguments: 1...20)
    func fields(seed: UInt64) {
        let plan = WorldPlan<Zoo>()
        var random = GameRandom(seed: seed)
        var world = Zoo()
        var sight = InterestSight()
        for tick in UInt32(1)...10 {
            world.live(&random)
            plan.follow(world, at: Tick(tick), with: &sight)
            for player in UInt8(0)...4 {
                for viewer in [Viewer.player(PlayerID(player), team: player % 3), .everyone] {
                    var remembered = Snapshot(shape: plan.shape)
                    var plain = remembered
                    plan.capture(
                        world, for: viewer, at: Tick(tick), after: nil, with: &sight,
                        into: &remembered)
                    plan.capture(world, for: viewer, at: Tick(tick), into: &plain)
                    #expect(remembered == plain, "seed \(seed), \(viewer)")
                }
            }
        }
    }

    @Test("one look at a world shows what a look with memory shows", arguments: 1...40)
    func looks(seed: UInt64) {
        let plan = ThicketShape(seed: seed).plan
        var random = GameRandom(seed: seed)
        var world = Thicket()
        for _ in 0..<60 { world.live(&random) }
        var sight = InterestSight()
        for player in UInt8(0)...6 {
            for viewer in [Viewer.player(PlayerID(player), team: player % 3), .everyone] {
                var remembered = Snapshot(shape: plan.shape)
                var plain = remembered
                plan.capture(
                    world, for: viewer, at: .zero, after: nil, with: &sight, into: &remembered)
                plan.capture(world, for: viewer, at: .zero, into: &plain)
                #expect(remembered == plain, "seed \(seed), \(viewer)")
            }
        }
    }
}

extension Thicket.Creature {
    /// Changes each of the fields that decide nothing and that a viewer may not see.
    fileprivate mutating func changeHidden(from watch: ThicketWatch, _ random: inout GameRandom) {
        var isOwner = false
        var isTeam = false
        if case .player(let player, let team) = watch.viewer {
            isOwner = keeper == player
            isTeam = isOwner || herd == team
        }
        var other = self
        other.changeContents(&random)
        let audiences = watch.shape.audiences
        func isHidden(_ column: Int) -> Bool {
            switch audiences[column] {
            case .everyone: false
            case .owner: !isOwner
            case .team: !isTeam
            case .server: true
            }
        }
        if isHidden(4) { age = other.age }
        if isHidden(5) { weight = other.weight }
        if isHidden(6) { heading = other.heading }
        if isHidden(7) { exact = other.exact }
        if isHidden(8) { mood = other.mood }
        if isHidden(9) { isHungry = other.isHungry }
    }
}
