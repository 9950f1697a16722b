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

    private func encode(_ snapshot: Snapshot, against baseline: Snapshot) -> [UInt8] {
        var writer = BitWriter()
        SnapshotEncoder.encode(snapshot, against: baseline, shape: plan.shape, into: &writer)
        writer.finish()
        return writer.bytes
    }

    private func decode(
        _ bytes: [UInt8], against baseline: Snapshot
    ) throws(DecodeError) -> Snapshot {
        var snapshot = Snapshot(shape: plan.shape)
        snapshot.tick = baseline.tick
        var reader = BitReader(bytes.span.bytes)
        try SnapshotDecoder.decode(&reader, against: baseline, shape: plan.shape, into: &snapshot)
        try reader.requireEnd()
        return snapshot
    }

    @Test(
        "a delta against any earlier snapshot gives the full state, for each viewer",
        arguments: 1...60)
    func delta(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        var world = Zoo()
        let empty = Snapshot(shape: plan.shape)
        var history: [[Snapshot]] = []
        for tick in 0..<25 {
            world.live(&random)
            history.append(viewers.map { capture(world, $0, tick) })
            let past = random.int(in: 0...tick)
            for index in viewers.indices {
                let now = history[tick][index]
                for var baseline in [history[past][index], empty, now] {
                    let bytes = encode(now, against: baseline)
                    baseline.tick = now.tick
                    let read = try decode(bytes, against: baseline)
                    #expect(read == now, "seed \(seed), tick \(tick) against \(past)")
                    #expect(read.viewHash == now.viewHash)
                }
            }
        }
    }

    @Test("nothing new costs one bit a table and one for the scalars")
    func unchanged() {
        var random = GameRandom(seed: 4)
        var world = Zoo()
        for _ in 0..<9 { world.live(&random) }
        let snapshot = capture(world, .everyone, 1)
        #expect(encode(snapshot, against: snapshot) == [0])
        let empty = Snapshot(shape: plan.shape)
        #expect(encode(empty, against: empty) == [0])
    }

    @Test("an id that lives anew is a change of the row; one that moves in the order stays sorted")
    func reuse() throws {
        var world = Zoo()
        for id in [3, 9, 65_535] { world.animals[EntityID(UInt16(id))] = .init(x: Float(id % 90)) }
        let before = capture(world, .everyone, 0)
        world.animals[EntityID(9)] = nil
        world.animals[EntityID(9)] = .init(x: -50)
        world.animals[EntityID(0)] = .init(x: 1)
        world.animals[EntityID(40_000)] = .init(x: 2)
        world.animals[EntityID(65_535)] = nil
        let after = capture(world, .everyone, 0)
        let read = try decode(encode(after, against: before), against: before)
        #expect(read == after && read.tables[0].ids == [0, 3, 9, 40_000])
    }

    @Test("the bits of a small delta are those of the article")
    func golden() {
        var world = Zoo()
        let before = capture(world, .everyone, 0)
        world.trees[PlayerID(5)] = .init(kind: .elm)
        let after = capture(world, .everyone, 0)
        // Animals unchanged (0); trees changed (1); 1 new: varint 00001; id 5 in 16 bits;
        // kind 2 in 2 bits; stock in 16 bits, hidden; scalars unchanged (0).
        var writer = BitWriter()
        writer.write(0, bits: 1)
        writer.write(1, bits: 1)
        writer.write(1, bits: 5)
        writer.write(5, bits: 16)
        writer.write(2, bits: 2)
        writer.write(0, bits: 16)
        writer.write(0, bits: 1)
        writer.finish()
        #expect(encode(after, against: before) == writer.bytes)
        #expect(writer.bytes == [0x86, 0x02, 0x00, 0x01, 0x00, 0x00])
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
