import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("what the bits of snapshots are spent for")
struct FieldBitsTests {
    private let plan = GamePlan<Swarm>()

    private func bits(_ fields: FieldBits, _ table: String, _ field: String) -> Int? {
        fields.parts.first { $0.table == table && $0.field == field }?.bits
    }

    @Test(
        "the parts add up to the bytes of the frames, whatever the tables",
        arguments: CodecMode.allCases, UInt64(1)...8)
    func sum(_ mode: CodecMode, _ seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        var source = SnapshotSource(plan: plan, mode: mode)
        var mirror = RowMirror(plan.description)
        var fields = FieldBits(plan.description)
        var byteCount = 0
        for turn in 0..<100 {
            if turn % 40 == 39 {
                try mirror.takeTables(source.train(epoch: UInt8(turn / 40 + 1)).span.bytes)
            }
            source.advance(random.int(in: 1...3), &random)
            let bytes = source.frame(
                isKeyframe: random.chance(0.1), hasHash: random.chance(0.5),
                cues: random.chance(0.5)
                    ? [(0 as UInt32, Swarm.Cue()), (900 as UInt32, Swarm.Cue())] : [])
            let isMeasured = mirror.measure(bytes.span.bytes, into: &fields)
            #expect(isMeasured, "seed \(seed)")
            byteCount += bytes.count
            #expect(fields.bits == byteCount * 8, "seed \(seed)")
            _ = try mirror.take(bytes.span.bytes)
        }
        // A mask, or a flag, says all that there is to say of a field with two values.
        let silent = fields.parts.filter { $0.bits == 0 }.map(\.field)
        #expect(silent == ["isLit"])
    }

    @Test("each bit is with the field that it is for")
    func exact() throws {
        var source = SnapshotSource(plan: plan)
        source.viewer = .everyone
        source.world.stones.insert(Swarm.Stone(weight: 1_000_000))
        source.tick = Tick(1)
        var mirror = RowMirror(plan.description)
        _ = try mirror.take(source.frame().span.bytes)
        source.world.stones.update { _, stone in stone.isLit = true }
        source.world.stones.insert(Swarm.Stone())
        source.world.round = 50
        source.tick = Tick(2)
        let bytes = source.frame(cues: [(3, Swarm.Cue())])
        var fields = FieldBits(plan.description)
        #expect(mirror.measure(bytes.span.bytes, into: &fields))
        #expect(fields.bits == bytes.count * 8)
        #expect(bits(fields, "flies", "ids and masks") == 1)
        #expect(bits(fields, "flies", "x") == 0)
        // It changes; none gone; one changes, the first, by its mask; one new, the next, likewise.
        #expect(bits(fields, "stones", "ids and masks") == 1 + 1 + (2 + 3 + 2) + (2 + 1 + 3))
        // From 1,000,000 to 0: the token, 5 and 19 bits, the sign.
        #expect(bits(fields, "stones", "weight") == 8 + 5 + 19 + 1)
        #expect(bits(fields, "stones", "isLit") == 0)
        #expect(bits(fields, "scalars", "ids and masks") == 1 + 2)
        #expect(bits(fields, "scalars", "wind") == 0)
        // By 50: the token, 4 bits, the sign.
        #expect(bits(fields, "scalars", "round") == 7 + 4 + 1)
        #expect(bits(fields, "cues", "ids and masks") == 5 + 5)
        #expect(bits(fields, "cues", "fly") == 16)
        #expect(bits(fields, "cues", "strength") == 8)
        #expect(bits(fields, "frame", "head") == 14 * 8)
    }

    @Test("a frame that cannot be taken adds nothing")
    func damaged() throws {
        var random = GameRandom(seed: 4)
        var source = SnapshotSource(plan: plan)
        source.advance(30, &random)
        let bytes = source.frame()
        let mirror = RowMirror(plan.description)
        var fields = FieldBits(plan.description)
        for count in 0..<bytes.count {
            let isMeasured = mirror.measure(Array(bytes[..<count]).span.bytes, into: &fields)
            #expect(!isMeasured && fields.bits == 0, "cut after \(count) bytes")
        }
        source.advance(1, &random)
        let isMeasured = mirror.measure(source.frame().span.bytes, into: &fields)
        #expect(!isMeasured, "its baseline is not known")
    }
}
