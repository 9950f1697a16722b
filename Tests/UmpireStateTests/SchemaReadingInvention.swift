import UmpireBasics
import UmpireState

/// Schemas of any kind that a server could have, from a seed.
struct SchemaReadingInvention {
    var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed) }

    mutating func choose<Choice>(_ choices: [Choice]) -> Choice {
        choices[random.int(in: 0...(choices.count - 1))]
    }

    mutating func schema() -> SchemaReading {
        var schema = SchemaReading()
        schema.tables = (0..<random.int(in: 0...4)).map { index in
            SchemaReading.Table(name: "table\(index)", fields: fields(hasAudiences: true))
        }
        schema.scalars = fields(hasAudiences: false)
        schema.input = fields(hasAudiences: false)
        schema.cue = fields(hasAudiences: false)
        return schema
    }

    mutating func fields(hasAudiences: Bool) -> [SchemaReadingField] {
        let count = random.chance(0.05) ? 64 : random.int(in: 0...8)
        return (0..<count).map { index in
            var field = field()
            field.name = "field\(index)"
            if hasAudiences { field.audience = choose([nil, nil, "owner", "team"]) }
            return field
        }
    }

    mutating func field() -> SchemaReadingField {
        var field = SchemaReadingField()
        field.name = "field"
        switch random.int(in: 0...6) {
        case 0:
            field.kind = "bool"
            field.bits = .integer(1)
        case 1: field = integer()
        case 2: field = quantised()
        case 3:
            let bits = random.int(in: 1...16)
            field = .float(0, 1 / Double(1 << bits), limit: (1 << bits) - 1)
            field.hint = "angle"
        case 4:
            field.kind = "float32"
            field.bits = .integer(32)
        case 5:
            field.kind = "rotation"
            field.bits = .integer(Int64(2 + 3 * random.int(in: 5...10)))
            field.hint = choose([nil, "interpolated"])
        default:
            let count = choose([2, 3, 8, 9, 256])
            field = .enumeration((0..<count).map { "case\($0)" })
        }
        return field
    }

    mutating func integer() -> SchemaReadingField {
        let limit = Int(random.word() >> UInt32(random.int(in: 0...31)))
        let minimum = choose([0, -5, -limit / 2, Int.min, Int.max - limit])
        var field = SchemaReadingField.integer(minimum, limit: limit)
        field.hint = choose([nil, "interpolated"])
        return field
    }

    mutating func quantised() -> SchemaReadingField {
        let limit = max(1, Int(random.word() >> UInt32(random.int(in: 1...31))))
        let step = choose([0.01, 0.05, 0.125, 1.0, 3.0, 1e-5])
        var field = SchemaReadingField.float(
            Double(random.int(in: -1_000...1_000)) / 8, step, limit: limit)
        field.hint = choose([nil, "interpolated"])
        return field
    }
}

extension SchemaReadingField {
    /// An `int` from `minimum`.
    static func integer(_ minimum: Int, limit: Int) -> SchemaReadingField {
        var field = SchemaReadingField()
        field.name = "field"
        field.kind = "int"
        field.min = .integer(Int64(minimum))
        field.limit = .integer(Int64(limit))
        field.bits = .integer(bits(of: limit))
        return field
    }

    /// A `float` from `minimum`.
    static func float(_ minimum: Double, _ step: Double, limit: Int) -> SchemaReadingField {
        var field = integer(0, limit: limit)
        field.kind = "float"
        field.min = .real(minimum)
        field.step = .real(step)
        return field
    }

    /// An `enum` with these cases.
    static func enumeration(_ cases: [String]) -> SchemaReadingField {
        var field = SchemaReadingField()
        field.name = "field"
        field.kind = "enum"
        field.cases = cases
        field.bits = .integer(bits(of: cases.count - 1))
        return field
    }

    /// The same field with another name.
    func named(_ name: String) -> SchemaReadingField {
        var field = self
        field.name = name
        return field
    }

    private static func bits(of limit: Int) -> Int64 {
        var bits: Int64 = 1
        while limit >> bits > 0 { bits += 1 }
        return bits
    }
}
