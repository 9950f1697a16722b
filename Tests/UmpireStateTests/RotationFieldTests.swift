import Testing
import UmpireBasics

@testable import UmpireState

/// Something that turns.
private struct Dice: Replicable {
    var side: UInt8 = 1
    var facing = Rotation.identity
    var coarse = Rotation.identity

    static let schema = Schema<Dice> {
        Field("side", \.side, in: 1...6)
        Field("facing", \.facing)
        Field("coarse", \.coarse, partBits: 5, .none, audience: .owner, was: "rough")
    }
}

/// Something with a rotation that no field declares.
private struct Forgetful: Replicable {
    var side: UInt8 = 1
    var facing = Rotation.identity

    static let schema = Schema<Forgetful> { Field("side", \.side) }
}

@Suite("fields that are rotations")
struct RotationFieldTests {
    private let replica = Replica<Dice>()

    private func row(_ dice: Dice) -> [UInt32] {
        var words: [UInt32] = []
        replica.appendRow(of: dice, to: &words)
        return words
    }

    private func field(_ kind: String, bits: Int64?, hint: String? = nil) -> SchemaReadingField {
        var field = SchemaReadingField()
        field.name = "field"
        field.kind = kind
        field.bits = bits.map { .integer($0) }
        field.hint = hint
        return field
    }

    private func schema(cue: [SchemaReadingField]) throws(SchemaReadingFault) -> SchemaDescription {
        var reading = SchemaReading()
        reading.tables = []
        reading.scalars = []
        reading.input = []
        reading.cue = cue
        return try reading.description()
    }

    @Test("a rotation is one word, and comes back near to what it was", arguments: 1...30)
    func roundTrip(seed: UInt64) {
        #expect(replica.plan.fields.map(\.bits) == [3, 29, 17])
        var random = GameRandom(seed: seed)
        let rotation = RotationTests.any(&random)
        let words = row(Dice(side: 4, facing: rotation, coarse: rotation))
        let back = replica.value(of: words[...])
        #expect(back.side == 4)
        #expect(RotationTests.angle(back.facing, rotation) < 0.01, "seed \(seed)")
        #expect(RotationTests.angle(back.coarse, rotation) < 0.15, "seed \(seed)")
        #expect(row(back) == words, "seed \(seed)")
    }

    @Test("any words are a value that keeps its row")
    func anyWords() {
        var random = GameRandom(seed: 3)
        for _ in 0..<500 {
            let words = [random.word() >> 29, random.word() >> 3, random.word() >> 15]
            let value = replica.value(of: words[...])
            let again = replica.value(of: row(value)[...])
            #expect(again.facing == value.facing && again.coarse == value.coarse, "\(words)")
        }
    }

    @Test("each part of a rotation counts in the state hash")
    func hash() {
        func hash(_ facing: Rotation) -> UInt64 {
            var hasher = StateHasher()
            var dice = Dice()
            dice.facing = facing
            unsafe withUnsafePointer(to: dice) {
                unsafe replica.plan.hash(UnsafeRawPointer($0), into: &hasher)
            }
            return hasher.value
        }
        let hashes = [
            Rotation.identity, Rotation(x: 1, y: 0, z: 0, w: 0), Rotation(x: 0, y: 1, z: 0, w: 0),
            Rotation(x: 0, y: 0, z: 1, w: 0), Rotation(x: 0, y: 0, z: 0, w: -1),
        ].map(hash)
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("the schema names the kind and the bits, and is read as it is written")
    func description() throws {
        var reading = SchemaReading()
        reading.tables = []
        reading.scalars = []
        reading.input = []
        var facing = field("rotation", bits: 29, hint: "interpolated")
        facing.name = "facing"
        reading.cue = [facing]
        let text =
            "{\"name\":\"facing\",\"bits\":29,\"kind\":\"rotation\",\"hint\":\"interpolated\"}"
        let read = try reading.description()
        #expect(read.json.hasSuffix("\"cue\":{\"fields\":[\(text)]}}"))
        let compiled = SchemaDescription(
            world: WorldShape(tables: [], scalars: read.world.scalars), input: read.input,
            cue: replica.plan)
        #expect(compiled.json.contains(text))
        #expect(
            compiled.json.contains(
                "{\"name\":\"coarse\",\"was\":\"rough\",\"bits\":17,\"kind\":\"rotation\","
                    + "\"audience\":\"owner\"}"))
    }

    @Test(
        "widths that no rotation has are refused, and a hint to draw it as an angle",
        arguments: [nil, 0, 1, 14, 16, 18, 30, 31, 35, -1, Int64.max] as [Int64?])
    func refusal(bits: Int64?) {
        #expect(throws: SchemaReadingFault.badMember("bits", place: "cue.field")) {
            try schema(cue: [field("rotation", bits: bits)])
        }
        #expect(throws: SchemaReadingFault.badMember("hint", place: "cue.field")) {
            try schema(cue: [field("rotation", bits: 29, hint: "angle")])
        }
    }

    @Test("between versions a rotation keeps its orientation, whatever its bits")
    func mapping() throws {
        var random = GameRandom(seed: 8)
        let (fine, coarse) = (RotationCoding(bits: 10), RotationCoding(bits: 6))
        let mapping = try SchemaMapping(
            server: try schema(cue: [field("rotation", bits: 32)]),
            client: try schema(cue: [field("rotation", bits: 20)]))
        for _ in 0..<200 {
            let rotation = RotationTests.any(&random)
            var words: [UInt32] = []
            mapping.cueRow([fine.word(of: rotation)], from: 0, into: &words)
            #expect(RotationTests.angle(coarse.rotation(of: words[0]), rotation) < 0.09)
        }
    }

    @Test("a rotation is no other kind, and one that nobody knows is not turned")
    func otherKinds() throws {
        let rotation = field("rotation", bits: 29)
        for other in [field("float32", bits: 32), field("bool", bits: 1)] {
            #expect(throws: SchemaMappingFault(gaps: [.otherKind("cue.field")])) {
                try SchemaMapping(
                    server: try schema(cue: [rotation]), client: try schema(cue: [other]))
            }
            #expect(throws: SchemaMappingFault(gaps: [.otherKind("cue.field")])) {
                try SchemaMapping(
                    server: try schema(cue: [other]), client: try schema(cue: [rotation]))
            }
        }
        var reading = SchemaReading()
        reading.tables = []
        reading.scalars = []
        reading.cue = []
        reading.input = [rotation]
        let server = try reading.description()
        let mapping = try SchemaMapping(server: server, client: try schema(cue: []))
        var words: [UInt32] = []
        mapping.inputRow([], into: &words)
        #expect(words == [RotationCoding(bits: 9).word(of: .identity)])
    }

    @Test("a rotation that no field declares is named part by part")
    func undeclared() {
        let plans = Forgetful.schema.fields.map(\.plan)
        let missing = LayoutCheck.undeclared(in: Mirror(reflecting: Forgetful()), plans, at: 0)
        #expect(missing == ["facing.x", "facing.y", "facing.z", "facing.w"])
    }
}
