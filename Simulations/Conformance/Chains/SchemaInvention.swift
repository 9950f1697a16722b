import UmpireBasics
import UmpireState

/// Schemas with fields of all kinds, from a seed.
struct SchemaInvention {
    private var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed, stream: 1) }

    /// A schema of up to four tables; now and then one has no fields, or as many as there may be.
    mutating func schema() throws(SchemaReadingFault) -> SchemaDescription {
        var schema = SchemaReading()
        schema.tables = (0..<random.int(in: 0...4)).map { index in
            SchemaReading.Table(name: "table\(index)", fields: fields(haveAudiences: true))
        }
        schema.scalars = fields(haveAudiences: false)
        schema.input = []
        schema.cue = []
        return try schema.description()
    }

    private mutating func fields(haveAudiences: Bool) -> [SchemaReadingField] {
        // Around the groups of four fields that one mask tells of.
        let counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 63, 64]
        let most = random.chance(0.05) ? counts.count - 1 : 9
        let arePrivate = haveAudiences && random.chance(0.4)
        return (0..<counts[random.int(in: 0...most)]).map { index in
            var field = field()
            field.name = "field\(index)"
            if arePrivate { field.audience = one(of: [nil, "owner", "team"]) }
            return field
        }
    }

    private mutating func field() -> SchemaReadingField {
        switch random.int(in: 0...9) {
        case 0: plain("bool", bits: 1)
        case 1: plain("float32", bits: 32)
        // Around the border between choices and quantities.
        case 2: integer(from: -3, limit: random.int(in: 0...17))
        case 3: integer(from: 0, limit: Int(UInt32.max))
        case 4: integer(from: 0, limit: some(31), hint: one(of: [nil, "angle", "interpolated"]))
        case 5: turn(bits: random.int(in: 1...16))
        // An angle that does not go round.
        case 6: float(from: 0, step: 1, limit: 359, hint: "angle")
        case 7: plain("rotation", bits: Int64(2 + 3 * random.int(in: 5...10)))
        case 8: enumeration(cases: one(of: [2, 3, 15, 16, 17, 256]))
        default: float(from: -100, step: 0.05, limit: some(30), hint: "interpolated")
        }
    }

    /// A number above 0 of up to `bits` bits, all sizes alike.
    private mutating func some(_ bits: Int) -> Int {
        max(1, Int(random.word() >> UInt32(random.int(in: (32 - bits)...31))))
    }

    private mutating func one<Choice>(of choices: [Choice]) -> Choice {
        choices[random.int(in: 0...(choices.count - 1))]
    }

    // MARK: - Fields by kind

    private func plain(_ kind: String, bits: Int64) -> SchemaReadingField {
        var field = SchemaReadingField()
        field.kind = kind
        field.bits = .integer(bits)
        return field
    }

    private func integer(
        from minimum: Int64, limit: Int, hint: String? = nil
    ) -> SchemaReadingField {
        var field = plain("int", bits: bits(of: limit))
        field.min = .integer(minimum)
        field.limit = .integer(Int64(limit))
        field.hint = hint
        return field
    }

    private func float(
        from minimum: Double, step: Double, limit: Int, hint: String
    ) -> SchemaReadingField {
        var field = integer(from: 0, limit: limit, hint: hint)
        field.kind = "float"
        field.min = .real(minimum)
        field.step = .real(step)
        return field
    }

    private func turn(bits: Int) -> SchemaReadingField {
        float(from: 0, step: 1 / Double(1 << bits), limit: 1 << bits - 1, hint: "angle")
    }

    private func enumeration(cases count: Int) -> SchemaReadingField {
        var field = plain("enum", bits: bits(of: count - 1))
        field.cases = (0..<count).map { "case\($0)" }
        return field
    }

    private func bits(of limit: Int) -> Int64 {
        max(1, Int64(Int.bitWidth - limit.leadingZeroBitCount))
    }
}
