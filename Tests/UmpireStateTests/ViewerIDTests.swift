import Testing
import UmpireBasics
import UmpireState

@Suite("ids per viewer")
struct ViewerIDTests {
    /// Two burrows that hold the same for a viewer, in another order, and of which one holds more.
    private struct Twins {
        var world = Burrow()
        var other = Burrow.used
        /// For each table and id of `world` the id in `other`.
        private var twin: [[EntityID: EntityID]] = [[:], [:], [:]]
        private(set) var hiddenInsertions = 0

        mutating func live(_ random: inout GameRandom) {
            for (index, path) in Burrow.tables.enumerated() {
                for id in world[keyPath: path].ids {
                    guard let there = twin[index][id] else { continue }
                    if random.chance(0.05) {
                        world[keyPath: path][id] = nil
                        other[keyPath: path][there] = nil
                        twin[index][id] = nil
                        continue
                    }
                    guard random.chance(0.4) else { continue }
                    world[keyPath: path][id]?.x += Float(random.int(in: -2...2))
                    world[keyPath: path][id]?.y += random.float(in: -4..<4)
                    other[keyPath: path][there] = world[keyPath: path][id]
                }
                insert(path, index, &random)
                other[keyPath: path].removeAll { _, mole in
                    mole.x < -1_000 && random.chance(0.2)
                }
            }
        }

        /// Puts the same moles into both, in orders of their own.
        private mutating func insert(
            _ path: any WritableKeyPath<Burrow, Table<Burrow.Mole>> & Sendable, _ index: Int,
            _ random: inout GameRandom
        ) {
            var moles: [(mole: Burrow.Mole, id: EntityID)] = []
            for _ in 0..<random.int(in: 0...4) {
                let mole =
                    random.chance(0.2) ? Burrow.Mole.any(&random) : .anyOfFew(&random)
                if let id = world[keyPath: path].insert(mole) { moles.append((mole, id)) }
            }
            random.shuffle(&moles)
            for (mole, id) in moles {
                insertHidden(path, &random)
                twin[index][id] = other[keyPath: path].insert(mole)
            }
        }

        /// Puts moles that no viewer of the tests can see into `other`, between those that it can.
        private mutating func insertHidden(
            _ path: any WritableKeyPath<Burrow, Table<Burrow.Mole>> & Sendable,
            _ random: inout GameRandom
        ) {
            for _ in 0..<random.int(in: 0...3) {
                let far = Burrow.Mole(x: -2_000, y: -2_000, hunger: UInt8(random.int(in: 0...9)))
                if other[keyPath: path].insert(far) != nil { hiddenInsertions += 1 }
            }
        }
    }

    @Test(
        "neither hidden entities nor the order in which all were made change a byte",
        arguments: 1...40)
    func equal(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let player = Viewer.player(PlayerID(UInt8(random.int(in: 0...5))), team: UInt8(seed % 3))
        var one = BurrowClient(player)
        var two = one
        var twins = Twins()
        var shown = 0
        for tick in 1...60 {
            twins.live(&random)
            one.follow(twins.world, at: tick)
            two.follow(twins.other, at: tick)
            if random.chance(0.3) { continue }
            let (first, packets) = one.look(twins.world, at: tick)
            let (second, otherPackets) = two.look(twins.other, at: tick)
            shown += first.tables.reduce(0) { $0 + $1.ids.count }
            guard first == second, packets == otherPackets else {
                Issue.record("seed \(seed), tick \(tick): what is hidden changes what is sent")
                return
            }
        }
        #expect(shown > 300 && twins.hiddenInsertions > 60, "seed \(seed)")
    }

    @Test("what is shown is what a plain look shows, under ids of the viewer's", arguments: 1...20)
    func complete(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var twins = Twins()
        var client = BurrowClient(.player(PlayerID(1), team: 1))
        for tick in 1...40 {
            twins.live(&random)
            client.follow(twins.world, at: tick)
            let shown = client.look(twins.world, at: tick).snapshot
            for table in shown.tables {
                #expect(table.ids == table.ids.sorted() && Set(table.ids).count == table.ids.count)
            }
            // By a rule nothing stays in sight, so that one look shows the same entities.
            var plain = Snapshot(shape: BurrowClient.plan.shape)
            BurrowClient.plan.capture(
                twins.world, for: client.viewer, at: Tick(UInt32(tick)), into: &plain)
            #expect(rows(shown, 2) == rows(plain, 2), "seed \(seed), tick \(tick)")
        }
    }

    private func rows(_ snapshot: Snapshot, _ table: Int) -> [[UInt32]] {
        let rows = snapshot.tables[table]
        return rows.ids.indices.map { Array(rows.row($0)) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test("an id stays with what stays in sight, and is not given again soon")
    func stays() {
        var world = Burrow()
        world.near.insert(.init(x: -50))
        let eye = world.near.insert(.init(keeper: PlayerID(1)))
        let visitor = world.near.insert(.init(x: 10))
        var client = BurrowClient(.player(PlayerID(1), team: 0))
        func ids(_ tick: Int) -> [UInt16] {
            client.follow(world, at: tick)
            return client.look(world, at: tick).snapshot.tables[0].ids
        }
        #expect(ids(1) == [0, 1])
        if let visitor { world.near[visitor]?.x = 24 }
        #expect(ids(2) == [0, 1], "by hysteresis")
        if let visitor { world.near[visitor]?.x = 40 }
        #expect(ids(3) == [0])
        if let visitor { world.near[visitor]?.x = 10 }
        #expect(ids(4) == [0, 2], "it came back as another")
        if let eye { world.near[eye] = nil }
        #expect(ids(5) == [])
    }

    @Test("which of those that looked alike is which is decided when they differ")
    func twins() {
        // Two that stay alike, one that moves away, one that goes; each order of making them.
        let ends: [Burrow.Mole?] = [.init(x: 30), .init(x: 30), .init(x: 40), nil]
        var sent: [[UInt8]] = []
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
            var world = Burrow()
            let ids = order.map { _ in world.ruled.insert(.init(x: 30)) }
            var client = BurrowClient(.player(PlayerID(1), team: 0))
            client.follow(world, at: 1)
            #expect(client.look(world, at: 1).snapshot.tables[2].ids == [0, 1, 2, 3])
            for (id, place) in zip(ids, order) { if let id { world.ruled[id] = ends[place] } }
            client.follow(world, at: 2)
            let (shown, packets) = client.look(world, at: 2)
            #expect(shown.tables[2].ids == [0, 1, 2])
            #expect(shown.tables[2].words.filter { $0 == 752 }.count == 2)
            #expect(shown.tables[2].row(2).first == 832)
            sent += packets
        }
        #expect(Set(sent).count == CodecMode.allCases.count)
    }

    /// A world of eight moles, and a client that was shown them at tick 1.
    private func shownEight() -> (Burrow, BurrowClient) {
        var world = Burrow()
        for x in 0..<8 { world.ruled.insert(.init(x: 30 + Float(x))) }
        var client = BurrowClient(.player(PlayerID(1), team: 0))
        client.follow(world, at: 1)
        #expect(client.look(world, at: 1).snapshot.tables[2].ids == Array(0..<8))
        return (world, client)
    }

    @Test("who takes a seat gets ids that do not tell what was shown to whom had it before")
    func nextOccupant() {
        let (shown, client) = shownEight()
        var world = shown
        world.ruled.removeAll { _, mole in mole.x < 35 }
        var next = BurrowClient(client.viewer)
        next.sight = client.sight
        next.follow(world, at: 2)
        #expect(next.look(world, at: 2).snapshot.tables[2].ids == [0, 1, 2])
    }

    @Test("the names of a match that is over are forgotten")
    func nextMatch() {
        var world = Burrow()
        world.ruled.insert(.init(x: 30))
        var client = BurrowClient(.player(PlayerID(1), team: 0))
        client.follow(world, at: 1)
        #expect(client.look(world, at: 1).snapshot.tables[2].ids == [0])
        client.sight.forget()
        client.follow(world, at: 2)
        #expect(client.look(world, at: 2).snapshot.tables[2].ids == [1])
    }

    @Test("weights by distance are those of the entities that have the names")
    func weights() {
        var world = Burrow()
        for _ in 0..<5 { world.near.insert(.init(x: -50)) }
        world.near.insert(.init(x: 10))
        world.near.insert(.init(keeper: PlayerID(1)))
        var client = BurrowClient(.player(PlayerID(1), team: 0))
        client.follow(world, at: 1)
        let shown = client.look(world, at: 1).snapshot
        var weights: [UInt32] = []
        BurrowClient.plan.weigh(
            shown, of: world, for: client.viewer, with: &client.sight, into: &weights)
        #expect(shown.tables[0].ids == [0, 1])
        #expect(weights.prefix(2) == [64, 32], "the eye, and what is one falloff away")
    }

    @Test("the game's own rule is asked for weights of the entities that have the names")
    func ownWeights() {
        var world = Burrow()
        for hunger in UInt8(1)...5 {
            world.ruled.insert(.init(x: -30, hunger: 100))
            world.ruled.insert(.init(x: 50 - Float(hunger), hunger: hunger))
        }
        var client = BurrowClient(.player(PlayerID(1), team: 0))
        client.follow(world, at: 1)
        let shown = client.look(world, at: 1).snapshot
        var weights: [UInt32] = []
        BurrowClient.plan.weigh(
            shown, of: world, for: client.viewer, with: &client.sight, into: &weights)
        #expect(shown.tables[2].ids == [0, 1, 2, 3, 4])
        #expect(weights == [5, 4, 3, 2, 1], "in the order of their places")
    }

    @Test("where the table's own ids begin anew tells nothing")
    func wrapping() {
        var world = Burrow()
        var other = Burrow.used
        for place in 0..<72 {
            let mole = Burrow.Mole(x: 30 + Float(place % 2))
            world.ruled.insert(mole)
            other.ruled.insert(mole)
        }
        var one = BurrowClient(.player(PlayerID(1), team: 0))
        var two = one
        for tick in 1...3 {
            one.follow(world, at: tick)
            two.follow(other, at: tick)
            let (first, packets) = one.look(world, at: tick)
            let (second, otherPackets) = two.look(other, at: tick)
            #expect(first == second && packets == otherPackets)
            // They were made in this order; it is not that of the ids in the other.
            for (place, id) in world.ruled.ids.enumerated() { world.ruled[id]?.y = Float(place) }
            for id in other.ruled.ids {
                let place = (Int(id.rawValue) + 36) % 65_536
                other.ruled[id]?.y = Float(place)
            }
        }
        #expect(world.ruled.map(\.entity.y) != other.ruled.map(\.entity.y))
    }

    @Test("a viewer that was shown nothing for long has no part in another's ids")
    func slots() {
        let (world, one) = shownEight()
        var two = BurrowClient(.player(PlayerID(2), team: 0))
        two.sight = one.sight
        two.follow(world, at: 100)
        #expect(two.look(world, at: 100).snapshot.tables[2].ids == Array(0..<8))
    }
}
