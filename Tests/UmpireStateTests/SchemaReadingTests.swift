import Testing
import UmpireBasics
import UmpireState

@Suite("reading a schema")
struct SchemaReadingTests {
    @Test("what a server can have is read as it is", arguments: UInt64(1)...200)
    func random(seed: UInt64) throws {
        var invention = SchemaReadingInvention(seed: seed)
        let reading = invention.schema()
        let schema = try reading.description()
        let rows =
            schema.world.tables.map { ($0.name, $0.plan) } + [
                ("scalars", schema.world.scalars), ("input", schema.input), ("cue", schema.cue),
            ]
        let expected =
            (reading.tables ?? []).map { ($0.name ?? "", $0.fields ?? []) } + [
                ("scalars", reading.scalars ?? []), ("input", reading.input ?? []),
                ("cue", reading.cue ?? []),
            ]
        #expect(rows.map(\.0) == expected.map(\.0), "seed \(seed)")
        for ((_, plan), (_, fields)) in zip(rows, expected) {
            #expect(plan.fields.map(\.name) == fields.map(\.name), "seed \(seed)")
            for (field, said) in zip(plan.fields, fields) {
                #expect(said.bits == .integer(Int64(field.bits)), "seed \(seed)")
                #expect(said.cases ?? [] == field.cases, "seed \(seed)")
                #expect(said.hint ?? "none" == "\(field.hint)", "seed \(seed)")
                #expect(said.audience ?? "everyone" == "\(field.audience)", "seed \(seed)")
                if case .integer(let limit) = said.limit {
                    #expect(limit == Int64(field.limit), "seed \(seed)")
                }
            }
        }
    }

    @Test("a schema that is read has the hash of the one that was compiled")
    func compiled() throws {
        let row = Replica<Sample>().plan
        let compiled = SchemaDescription(
            world: WorldPlan<NoWorld>().shape, input: row, cue: row)
        var full = SchemaReadingField()
        full.kind = "float32"
        full.bits = .integer(32)
        var truth = SchemaReadingField()
        truth.kind = "bool"
        truth.bits = .integer(1)
        var angle = SchemaReadingField.float(0, 1.0 / 64, limit: 63)
        angle.hint = "angle"
        var moved = SchemaReadingField.float(-0.3, 0.1, limit: 6)
        moved.hint = "interpolated"
        moved.was = "across"
        var reading = SchemaReading()
        reading.tables = []
        reading.scalars = []
        reading.input = [
            .enumeration(["oak", "ash", "elm"]).named("kind"),
            .integer(-32_768, limit: 65_535).named("stock"), truth.named("isOld"),
            angle.named("lean"), moved.named("x"), full.named("height"),
        ]
        reading.cue = reading.input
        let schema = try reading.description()
        #expect(schema.json == compiled.json)
        #expect(schema.hash == compiled.hash)
    }

    /// One fault in a schema that is good without it.
    struct Broken: Sendable, CustomTestStringConvertible {
        let fault: SchemaReadingFault
        let make: @Sendable (inout SchemaReading) -> Void
        var testDescription: String { "\(fault)" }
    }

    private static func field(
        _ fault: SchemaReadingFault, _ make: @escaping @Sendable (inout SchemaReadingField) -> Void
    ) -> Broken {
        Broken(fault: fault) { schema in
            var field = SchemaReadingField.integer(-3, limit: 9)
            make(&field)
            schema.tables = [SchemaReading.Table(name: "t", fields: [field])]
        }
    }

    static let broken: [Broken] = [
        Broken(fault: .badMember("tables", place: "schema")) { $0.tables = nil },
        Broken(fault: .badMember("fields", place: "cue")) { $0.cue = nil },
        Broken(fault: .tooManyTables(65)) {
            $0.tables = (0..<65).map { SchemaReading.Table(name: "t\($0)", fields: []) }
        },
        Broken(fault: .tooManyFields(65, place: "input")) {
            $0.input = (0..<65).map { .integer(0, limit: 1).named("f\($0)") }
        },
        Broken(fault: .badName(place: "tables[0]")) {
            $0.tables = [SchemaReading.Table(name: "a\"b", fields: [])]
        },
        Broken(fault: .badName(place: "tables[0]")) {
            $0.tables = [SchemaReading.Table(name: nil, fields: [])]
        },
        Broken(fault: .duplicateName(place: "t")) {
            $0.tables = [
                SchemaReading.Table(name: "t", fields: []),
                SchemaReading.Table(name: "t", fields: []),
            ]
        },
        Broken(fault: .duplicateName(place: "input.f")) {
            $0.input = [.integer(0, limit: 1).named("f"), .integer(0, limit: 1).named("f")]
        },
        Broken(fault: .badMember("audience", place: "scalars.f")) {
            var field = SchemaReadingField.integer(0, limit: 1).named("f")
            field.audience = "owner"
            $0.scalars = [field]
        },
        field(.badName(place: "t.fields[0]")) { $0.name = "" },
        field(.badName(place: "t.fields[0]")) { $0.name = String(repeating: "x", count: 129) },
        field(.badName(place: "t.fields[0]")) { $0.name = "a\nb" },
        field(.duplicateName(place: "t.field")) { $0.was = "field" },
        field(.badName(place: "t.field")) { $0.was = "" },
        field(.badMember("kind", place: "t.field")) { $0.kind = nil },
        field(.unknownWord(member: "kind", place: "t.field")) { $0.kind = "text" },
        field(.unknownWord(member: "hint", place: "t.field")) { $0.hint = "blink" },
        field(.unknownWord(member: "audience", place: "t.field")) { $0.audience = "server" },
        field(.badMember("bits", place: "t.field")) { $0.bits = nil },
        field(.badMember("bits", place: "t.field")) { $0.bits = .integer(5) },
        field(.badMember("bits", place: "t.field")) { $0.bits = .real(4) },
        field(.badMember("min", place: "t.field")) { $0.min = .real(0.5) },
        field(.badMember("limit", place: "t.field")) { $0.limit = .integer(-1) },
        field(.badMember("limit", place: "t.field")) { $0.limit = .integer(1 << 32) },
        field(.badMember("limit", place: "t.field")) { $0.min = .integer(.max - 8) },
        field(.badMember("step", place: "t.field")) { $0 = .float(0, 0, limit: 9) },
        field(.badMember("step", place: "t.field")) { $0 = .float(0, -1, limit: 9) },
        field(.badMember("step", place: "t.field")) {
            $0 = .float(0, .leastNonzeroMagnitude, limit: 9)
        },
        field(.badMember("min", place: "t.field")) { $0 = .float(.infinity, 1, limit: 9) },
        field(.badMember("limit", place: "t.field")) { $0 = .float(0, 1, limit: 0) },
        field(.badMember("limit", place: "t.field")) { $0 = .float(0, 1, limit: 1 << 31) },
        field(.badMember("limit", place: "t.field")) { $0 = .float(0, 1e308, limit: 9) },
        field(.badMember("cases", place: "t.field")) { $0 = .enumeration(["one"]) },
        field(.badMember("cases", place: "t.field")) {
            $0 = .enumeration((0..<257).map { "c\($0)" })
        },
        field(.duplicateName(place: "t.field")) { $0 = .enumeration(["a", "a"]) },
        field(.badName(place: "t.field")) { $0 = .enumeration(["a", "\\"]) },
    ]

    @Test("a schema that nothing could have is refused with its place", arguments: broken)
    func refused(_ broken: Broken) throws {
        var reading = SchemaReading()
        reading.tables = []
        reading.scalars = []
        reading.input = []
        reading.cue = []
        _ = try reading.description()
        broken.make(&reading)
        #expect(throws: broken.fault) { try reading.description() }
    }
}

/// A world of nothing.
private struct NoWorld: GameWorld {
    static let layout = Layout<NoWorld> {}
}

/// A row with a field of each kind.
private struct Sample: Replicable {
    enum Kind: CaseIterable { case oak, ash, elm }
    var kind = Kind.oak
    var stock: Int16 = 0
    var isOld = false
    var lean: Float = 0
    var x: Float = 0
    var height: Float = 0
    static let schema = Schema<Sample> {
        Field("kind", \.kind)
        Field("stock", \.stock)
        Field("isOld", \.isOld)
        Field("lean", \.lean, turnBits: 6)
        Field("x", \.x, in: -0.3...0.3, step: 0.1, .interpolated, was: "across")
        Field("height", \.height)
    }
}
