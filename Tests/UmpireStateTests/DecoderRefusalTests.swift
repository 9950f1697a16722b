import Testing
import UmpireBasics
import UmpireState

@Suite("a decoder that is fed anything")
struct DecoderRefusalTests {
    private let plan = WorldPlan<Zoo>()

    private func world(_ seed: UInt64, _ steps: Int) -> Zoo {
        var random = GameRandom(seed: seed)
        var world = Zoo()
        for _ in 0..<steps { world.live(&random) }
        return world
    }

    private func capture(_ world: Zoo) -> Snapshot {
        var snapshot = Snapshot(shape: plan.shape)
        plan.capture(world, for: .player(PlayerID(1), team: 1), at: .zero, into: &snapshot)
        return snapshot
    }

    private func encode(_ snapshot: Snapshot, _ baseline: Snapshot) -> [UInt8] {
        var writer = BitWriter()
        SnapshotEncoder.encode(snapshot, against: baseline, shape: plan.shape, into: &writer)
        writer.finish()
        return writer.bytes
    }

    /// Decodes and checks that what comes out is a state that could be.
    @discardableResult
    private func decode(_ bytes: [UInt8], _ baseline: Snapshot) -> DecodeError? {
        var snapshot = Snapshot(shape: plan.shape)
        var reader = BitReader(bytes.span.bytes)
        do throws(DecodeError) {
            try SnapshotDecoder.decode(
                &reader, against: baseline, shape: plan.shape, into: &snapshot)
            try reader.requireEnd()
        } catch {
            return error
        }
        for (rows, table) in zip(snapshot.tables, plan.shape.tables) {
            #expect(rows.ids == Array(Set(rows.ids)).sorted())
            #expect(rows.ids.count <= Limits.entitiesPerTable)
            #expect(rows.words.count == rows.ids.count * table.plan.width)
            for (index, word) in rows.words.enumerated() {
                #expect(word <= table.plan.fields[index % table.plan.width].limit)
            }
        }
        for (word, field) in zip(snapshot.scalars, plan.shape.scalars.fields) {
            #expect(word <= field.limit)
        }
        var restored = Zoo()
        plan.restore(snapshot, into: &restored)
        _ = snapshot.viewHash
        return nil
    }

    @Test("a snapshot cut at any bit is refused", arguments: 1...8)
    func truncation(seed: UInt64) {
        let old = capture(world(seed, 5))
        for baseline in [Snapshot(shape: plan.shape), old] {
            let bytes = encode(capture(world(seed, 7)), baseline)
            for count in 0..<bytes.count {
                #expect(decode(Array(bytes[..<count]), baseline) != nil, "seed \(seed) at \(count)")
            }
            #expect(decode(bytes, baseline) == nil)
            #expect(decode(bytes + [0], baseline) == .trailingBytes(1))
        }
    }

    @Test("a snapshot with any bit flipped is a valid state or an error", arguments: 1...4)
    func flips(seed: UInt64) {
        let old = capture(world(seed, 4))
        for baseline in [Snapshot(shape: plan.shape), old] {
            let bytes = encode(capture(world(seed, 6)), baseline)
            for bit in 0..<(bytes.count * 8) {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                decode(flipped, baseline)
            }
        }
    }

    @Test("random bytes are a valid state or an error", arguments: 1...400)
    func noise(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let baseline = seed % 2 == 0 ? Snapshot(shape: plan.shape) : capture(world(seed, 6))
        for _ in 0..<10 {
            let sparse = random.chance(0.5)
            let bytes = (0..<random.int(in: 0...200)).map { _ in
                UInt8(truncatingIfNeeded: sparse ? random.word() & random.word() : random.word())
            }
            decode(bytes, baseline)
        }
    }

    @Test("each fault has its error")
    func faults() {
        let empty = Snapshot(shape: plan.shape)
        func bytes(_ values: (UInt32, Int)...) -> [UInt8] {
            var writer = BitWriter()
            for (value, bits) in values {
                if bits == 0 { writer.writeVarint(value) } else { writer.write(value, bits: bits) }
            }
            writer.write(0, bits: 32)
            writer.finish()
            return writer.bytes
        }
        // No animals; trees: new ones, each with id, kind and stock.
        let tree: [(UInt32, Int)] = [(1, 2), (0, 16)]
        #expect(
            decode(bytes((2, 2), (2, 0), (9, 16), tree[0], tree[1], (9, 16)), empty)
                == .unorderedEntities(9))
        #expect(
            decode(bytes((2, 2), (2, 0), (9, 16), tree[0], tree[1], (3, 16)), empty)
                == .unorderedEntities(3))
        #expect(
            decode(bytes((2, 2), (1, 0), (9, 16), (3, 2), (0, 16)), empty)
                == .aboveLimit(word: 3, limit: 2))
        #expect(decode(bytes((2, 2), (4_097, 0)), empty) == .tooManyEntities(4_097))
        #expect(decode(bytes((2, 2), (.max, 0)), empty) == .tooManyEntities(4_294_967_295))
        var one = Zoo()
        one.trees[PlayerID(9)] = .init()
        // The old tree is untouched, and comes anew.
        #expect(
            decode(bytes((2, 2), (0, 1), (1, 0), (9, 16), tree[0], tree[1]), capture(one))
                == .duplicateEntity(9))
    }

    @Test("a small difference that leaves the range is refused")
    func difference() {
        var world = Zoo()
        world.animals[EntityID(1)] = .init(x: 100)
        let baseline = capture(world)
        var writer = BitWriter()
        writer.write(1, bits: 1)  // animals change
        writer.write(1, bits: 2)  // touched, not removed
        writer.write(1, bits: 10)  // x alone
        writer.write(1, bits: 1)  // by a small difference
        writer.write(2, bits: 7)  // of one step up
        writer.write(0, bits: 32)
        writer.finish()
        #expect(decode(writer.bytes, baseline) == .aboveLimit(word: 20_001, limit: 20_000))
    }

    @Test("a full table travels, and one more does not fit")
    func full() throws {
        struct Big: GameWorld {
            var trees = Table<Zoo.Tree>(capacity: 4_096)
            static let layout = Layout<Big> { Entities("trees", \.trees) }
        }
        let big = WorldPlan<Big>()
        var world = Big()
        for _ in 0..<4_096 { world.trees.insert(.init()) }
        var snapshot = Snapshot(shape: big.shape)
        big.capture(world, for: .everyone, at: .zero, into: &snapshot)
        var writer = BitWriter()
        let empty = Snapshot(shape: big.shape)
        SnapshotEncoder.encode(snapshot, against: empty, shape: big.shape, into: &writer)
        writer.finish()
        let bytes = writer.bytes
        var read = Snapshot(shape: big.shape)
        var reader = BitReader(bytes.span.bytes)
        try SnapshotDecoder.decode(&reader, against: empty, shape: big.shape, into: &read)
        #expect(read == snapshot)
        // The old 4,096 stay, one is new.
        var more = BitWriter()
        more.write(true)
        for _ in 0..<4_096 { more.write(false) }
        more.writeVarint(1)
        more.finish()
        let tooMany = more.bytes
        var second = BitReader(tooMany.span.bytes)
        #expect(throws: DecodeError.tooManyEntities(1)) {
            try SnapshotDecoder.decode(&second, against: snapshot, shape: big.shape, into: &read)
        }
    }
}
