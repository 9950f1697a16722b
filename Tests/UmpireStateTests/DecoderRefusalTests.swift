import Testing
import UmpireBasics
import UmpireState

@Suite("a decoder that is fed anything")
struct DecoderRefusalTests {
    /// What a client holds.
    private struct Held {
        let baseline: Snapshot?
        let predecessor: Snapshot?
    }

    private let plan = WorldPlan<Zoo>()

    private func world(_ seed: UInt64, _ steps: Int) -> Zoo {
        var random = GameRandom(seed: seed)
        var world = Zoo()
        for _ in 0..<steps { world.live(&random) }
        return world
    }

    private func capture(_ world: Zoo, _ tick: Int) -> Snapshot {
        var snapshot = Snapshot(shape: plan.shape)
        plan.capture(
            world, for: .player(PlayerID(1), team: 1), at: Tick(UInt32(tick)), into: &snapshot)
        return snapshot
    }

    /// One that holds nothing, one that holds a snapshot, and one that holds two.
    private func clients(_ seed: UInt64) -> [Held] {
        let old = capture(world(seed, 6), 6)
        return [
            Held(baseline: nil, predecessor: nil), Held(baseline: old, predecessor: nil),
            Held(baseline: old, predecessor: capture(world(seed, 4), 4)),
        ]
    }

    /// Decodes and checks that what comes out is a state that could be.
    @discardableResult
    private func decode(
        _ bytes: [UInt8], _ held: Held, with pair: inout PacketPair
    ) -> DecodeError? {
        let snapshot: Snapshot
        do throws(DecodeError) {
            snapshot = try pair.decode(
                bytes, at: Tick(8), against: held.baseline, after: held.predecessor)
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

    @Test("a snapshot cut at any byte is refused", arguments: 1...8)
    func truncation(seed: UInt64) {
        var pair = PacketPair(plan.shape, .speed)
        for held in clients(seed) {
            let now = capture(world(seed, 8), 8)
            let bytes = pair.encode(now, against: held.baseline, after: held.predecessor)
            for count in 0..<bytes.count {
                let fault = decode(Array(bytes[..<count]), held, with: &pair)
                #expect(fault != nil, "seed \(seed) at \(count)")
            }
            #expect(decode(bytes, held, with: &pair) == nil)
            #expect(decode(bytes + [0], held, with: &pair) == .trailingBytes(1))
        }
    }

    @Test(
        "a snapshot with any bit flipped is a valid state or an error",
        arguments: CodecMode.allCases, UInt64(1)...4)
    func flips(mode: CodecMode, seed: UInt64) {
        var pair = PacketPair(plan.shape, mode)
        for held in clients(seed) {
            let now = capture(world(seed, 8), 8)
            let bytes = pair.encode(now, against: held.baseline, after: held.predecessor)
            for bit in 0..<(bytes.count * 8) {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                decode(flipped, held, with: &pair)
            }
        }
    }

    @Test(
        "random bytes are a valid state or an error", arguments: CodecMode.allCases,
        UInt64(1)...200)
    func noise(mode: CodecMode, seed: UInt64) {
        var random = GameRandom(seed: seed)
        var pair = PacketPair(plan.shape, mode)
        let held = clients(seed)[Int(seed % 3)]
        for _ in 0..<10 {
            let sparse = random.chance(0.5)
            let bytes = (0..<random.int(in: 0...200)).map { _ in
                UInt8(truncatingIfNeeded: sparse ? random.word() & random.word() : random.word())
            }
            decode(bytes, held, with: &pair)
        }
    }

    @Test("a difference that leaves the range is refused", arguments: CodecMode.allCases)
    func difference(mode: CodecMode) {
        func snapshot(x: Float, _ tick: Int) -> Snapshot {
            var world = Zoo()
            world.animals[EntityID(1)] = .init(x: x)
            return capture(world, tick)
        }
        var pair = PacketPair(plan.shape, mode)
        let packet = pair.encode(snapshot(x: 50.02, 8), against: snapshot(x: 50, 7))
        let near = Held(baseline: snapshot(x: 99.98, 7), predecessor: nil)
        #expect(decode(packet, near, with: &pair) == nil)
        let atLimit = Held(baseline: snapshot(x: 100, 7), predecessor: nil)
        #expect(
            decode(packet, atLimit, with: &pair) == .aboveLimit(word: 20_002, limit: 20_000))
    }
}
