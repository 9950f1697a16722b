import Testing
import UmpireBasics
import UmpireState

@Suite("snapshots and deltas")
struct SnapshotTests {
    private let plan = WorldPlan<Zoo>()
    private let viewers: [Viewer] = [
        .everyone, .player(PlayerID(0), team: 1), .player(PlayerID(3), team: 2),
    ]

    private func capture(_ world: Zoo, _ viewer: Viewer, _ tick: Int) -> Snapshot {
        var snapshot = Snapshot(shape: plan.shape)
        plan.capture(world, for: viewer, at: Tick(UInt32(tick)), into: &snapshot)
        return snapshot
    }

    @Test(
        "a delta against any earlier snapshot gives the full state, for each viewer",
        arguments: CodecMode.allCases, UInt64(1)...60)
    func delta(mode: CodecMode, seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        var pair = PacketPair(plan.shape, mode)
        var world = Zoo()
        var history: [[Snapshot]] = []
        for tick in 0..<25 {
            world.live(&random)
            history.append(viewers.map { capture(world, $0, tick) })
            let past = random.int(in: 0...tick)
            let before = random.int(in: 0...past)
            for index in viewers.indices {
                let now = history[tick][index]
                let held = [history[past][index], history[before][index]]
                for (baseline, predecessor) in [
                    (held[0], held[1]), (held[0], nil), (nil, nil), (now, held[0]),
                ] as [(Snapshot?, Snapshot?)] {
                    let bytes = pair.encode(now, against: baseline, after: predecessor)
                    let read = try pair.decode(
                        bytes, at: now.tick, against: baseline, after: predecessor)
                    #expect(read == now, "seed \(seed), tick \(tick) against \(past)")
                    #expect(read.viewHash == now.viewHash)
                }
            }
        }
    }

    @Test("nothing new costs one bit a table and one for the scalars")
    func unchanged() {
        var random = GameRandom(seed: 4)
        var pair = PacketPair(plan.shape, .speed)
        var world = Zoo()
        for _ in 0..<9 { world.live(&random) }
        let before = capture(world, .everyone, 0)
        for _ in 0..<9 { world.live(&random) }
        let snapshot = capture(world, .everyone, 1)
        #expect(pair.encode(snapshot, against: snapshot) == [0])
        #expect(pair.encode(snapshot, against: snapshot, after: before) == [0])
        #expect(pair.encode(Snapshot(shape: plan.shape), against: nil) == [0])
    }

    @Test(
        "an id that lives anew is a change of the row; one that moves in the order stays sorted",
        arguments: CodecMode.allCases)
    func reuse(mode: CodecMode) throws {
        var pair = PacketPair(plan.shape, mode)
        var world = Zoo()
        for id in [3, 9, 65_535] { world.animals[EntityID(UInt16(id))] = .init(x: Float(id % 90)) }
        let before = capture(world, .everyone, 0)
        world.animals[EntityID(9)] = nil
        world.animals[EntityID(9)] = .init(x: -50)
        world.animals[EntityID(0)] = .init(x: 1)
        world.animals[EntityID(40_000)] = .init(x: 2)
        world.animals[EntityID(65_535)] = nil
        let after = capture(world, .everyone, 1)
        let bytes = pair.encode(after, against: before)
        let read = try pair.decode(bytes, at: after.tick, against: before)
        #expect(read == after && read.tables[0].ids == [0, 3, 9, 40_000])
    }

    @Test("the bits of a small delta are those of the article")
    func golden() {
        var pair = PacketPair(plan.shape, .speed)
        var world = Zoo()
        let before = capture(world, .everyone, 0)
        world.trees[PlayerID(5)] = .init(kind: .elm)
        let after = capture(world, .everyone, 1)
        let bits = [
            "0",  // the animals do not change
            "1",  // the trees do
            "0",  // goneCount 0, level 1
            "0",  // coldCount 0, level 3
            "10",  // newCount 1, level 1
            "11101", "1",  // newGap 5, level 1: token 4, and the bit below
            "110",  // newMask: of two fields the first
            "0",  // kind, a choice of three: 2 more than that of no row
            "0",  // the scalars do not change
        ].joined()
        var writer = BitWriter()
        for bit in bits { writer.write(bit == "1") }
        writer.finish()
        #expect(pair.encode(after, against: before) == writer.bytes)
        #expect(writer.bytes == [0xD2, 0x3D, 0x00])
    }

    @Test("a restored world gives the same snapshot again", arguments: 1...20)
    func restore(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var world = Zoo()
        for _ in 0..<20 { world.live(&random) }
        for viewer in viewers {
            let snapshot = capture(world, viewer, 20)
            var restored = Zoo()
            plan.restore(snapshot, into: &restored)
            // Owner and team are visible to everyone, so each viewer sees the same again.
            #expect(capture(restored, viewer, 20) == snapshot, "seed \(seed)")
        }
    }

    @Test("the view hash is MurmurHash3 over counts, ids, rows and scalars")
    func viewHash() {
        var world = Zoo()
        world.trees[PlayerID(2)] = .init(kind: .ash, stock: 9)
        world.day = 7
        world.rain = 0.5
        let snapshot = capture(world, .player(PlayerID(2), team: 0), 0)
        var hasher = MurmurHash3()
        for word in [UInt32(0), 1, 2, 1, 9, 7, 4] { hasher.combine(word) }
        #expect(snapshot.viewHash == hasher.value)
        #expect(snapshot.viewHash == 1_704_195_283)
    }

    @Test("the state hash covers each stored property, seen or not")
    func stateHash() {
        var random = GameRandom(seed: 8)
        var world = Zoo()
        for _ in 0..<9 { world.live(&random) }
        var copies = [world]
        let id = EntityID(world.animals.ids[0].rawValue)
        let edits: [(inout Zoo.Animal) -> Void] = [
            { $0.x += 0.0001 }, { $0.weight &+= 1 }, { $0.age ^= 1 }, { $0.heading += 1 },
            { $0.isHungry.toggle() }, { $0.keeper.rawValue ^= 1 }, { $0.herd ^= 1 },
            { $0.secret ^= 1 }, { $0.plan ^= 1 }, { $0.fate ^= 1 },
            { $0.exact = Float(bitPattern: $0.exact.bitPattern ^ 1) },
        ]
        for edit in edits {
            var copy = world
            if var animal = copy.animals[id] {
                edit(&animal)
                copy.animals[id] = animal
            }
            copies.append(copy)
        }
        copies.append(world)
        copies[copies.count - 1].seed &+= 1
        copies.append(world)
        copies[copies.count - 1].animals[id] = nil
        let hashes = copies.map { copy in
            var hasher = StateHasher()
            plan.hash(copy, into: &hasher)
            return hasher.value
        }
        #expect(Set(hashes).count == copies.count)
        #expect(plan.differences(copies[0], copies[1]) == ["animals"])
        #expect(plan.differences(copies[0], copies[12]) == ["scalars"])
        #expect(plan.differences(world, world).isEmpty)
    }
}
