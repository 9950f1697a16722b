import UmpireBasics

@testable import UmpireState

/// Worlds of any shape and what becomes of them, from a seed.
struct CodecInvention {
    var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed) }

    // MARK: - Shapes

    /// A world of up to three tables, now and then one without fields or with 64 of them.
    mutating func shape() throws -> WorldShape {
        var schema = SchemaReading()
        schema.tables = (0..<random.int(in: 0...3)).map { index in
            SchemaReading.Table(name: "table\(index)", fields: fields())
        }
        schema.scalars = fields()
        schema.input = []
        schema.cue = []
        return try schema.description().world
    }

    /// A world with one table of these fields, and these scalars.
    static func shape(
        _ table: [SchemaReadingField], scalars: [SchemaReadingField] = []
    ) throws -> WorldShape {
        var schema = SchemaReading()
        schema.tables = [SchemaReading.Table(name: "table", fields: table)]
        schema.scalars = scalars
        schema.input = []
        schema.cue = []
        return try schema.description().world
    }

    mutating func fields() -> [SchemaReadingField] {
        let counts = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 63, 64]
        let most = random.chance(0.1) ? counts.count - 1 : 9
        return (0..<counts[random.int(in: 0...most)]).map { field().named("field\($0)") }
    }

    mutating func field() -> SchemaReadingField {
        switch random.int(in: 0...9) {
        case 0: return .plain("bool", bits: 1)
        case 1: return .plain("float32", bits: 32)
        // Around the border between choices and quantities.
        case 2: return .integer(-3, limit: random.int(in: 1...17))
        case 3: return .integer(0, limit: Int(UInt32.max))
        case 4:
            var field = SchemaReadingField.integer(0, limit: some(31))
            field.hint = random.chance(0.5) ? "angle" : nil
            return field
        case 5:
            let bits = random.int(in: 1...16)
            var field = SchemaReadingField.float(0, 1 / Double(1 << bits), limit: (1 << bits) - 1)
            field.hint = "angle"
            return field
        case 6:
            var field = SchemaReadingField.float(0, 1, limit: 359)
            field.hint = "angle"
            return field
        case 7: return .plain("rotation", bits: Int64(2 + 3 * random.int(in: 5...10)))
        case 8:
            let counts = [2, 3, 15, 16, 17, 256]
            let count = counts[random.int(in: 0...5)]
            return .enumeration((0..<count).map { "case\($0)" })
        default: return .float(-100, 0.05, limit: some(30))
        }
    }

    /// A number above 0 of up to `bits` bits, all sizes alike.
    private mutating func some(_ bits: Int) -> Int {
        max(1, Int(random.word() >> UInt32(random.int(in: (32 - bits)...31))))
    }

    // MARK: - Histories

    /// Snapshots one after the other, the first of which is empty.
    mutating func history(_ shape: WorldShape, count: Int) -> [Snapshot] {
        var snapshots = [Snapshot(shape: shape)]
        for index in 1..<count {
            let older = snapshots[max(0, index - 2)]
            snapshots.append(next(snapshots[index - 1], older, shape))
        }
        return snapshots
    }

    /// What may become of `old`, which was `older` before.
    mutating func next(_ old: Snapshot, _ older: Snapshot, _ shape: WorldShape) -> Snapshot {
        var now = old
        now.tick = Tick(old.tick.rawValue + UInt32(random.int(in: 1...20)))
        for (index, table) in shape.tables.enumerated() where random.chance(0.85) {
            now.tables[index] = rows(old.tables[index], older.tables[index], table.plan)
        }
        if random.chance(0.7) {
            let limits = shape.scalars.fields.map(\.limit)
            now.scalars = row(old.scalars, older.scalars, limits)
        }
        return now
    }

    private mutating func rows(
        _ old: TableRows, _ older: TableRows, _ plan: RowPlan
    ) -> TableRows {
        let limits = plan.fields.map(\.limit)
        var rows: [UInt16: [UInt32]] = [:]
        let unrest = Float(random.int(in: 0...4)) / 4
        let loss: Float = random.chance(0.1) ? 1 : random.chance(0.3) ? 0.3 : 0
        for (place, id) in old.ids.enumerated() where !random.chance(loss) {
            let row = Array(old.row(place))
            let before = older.ids.firstIndex(of: id).map { Array(older.row($0)) } ?? row
            rows[id] = random.chance(unrest) ? self.row(row, before, limits) : row
        }
        if random.chance(0.6) {
            for id in arrivals(old, older) where rows[id] == nil {
                rows[id] = limits.map { word(0, 0, $0) }
            }
        }
        var now = TableRows()
        now.reset(width: plan.width)
        for (id, row) in rows.sorted(by: { $0.key < $1.key }) {
            now.ids.append(id)
            now.words += row
        }
        return now
    }

    /// Ids behind the last, of rows that have just gone, wrapped around and anywhere.
    private mutating func arrivals(_ old: TableRows, _ older: TableRows) -> [UInt16] {
        var next = old.ids.last ?? UInt16(random.int(in: 65_520...65_535))
        return (0..<random.int(in: 1...10)).map { _ in
            switch random.int(in: 0...5) {
            case 0: return UInt16(random.int(in: 0...65_535))
            case 1: return random.pick(older.ids) ?? 0
            case 2: return UInt16(random.int(in: 65_500...65_535))
            default:
                next = next &+ UInt16(random.int(in: 1...2))
                return next
            }
        }
    }

    private mutating func row(_ old: [UInt32], _ older: [UInt32], _ limits: [UInt32]) -> [UInt32] {
        let unrest = Float(random.int(in: 1...4)) / 4
        return limits.indices.map { column in
            random.chance(unrest) ? word(old[column], older[column], limits[column]) : old[column]
        }
    }

    /// A word that stays, walks, moves on, goes around, jumps or is at a border.
    private mutating func word(_ old: UInt32, _ older: UInt32, _ limit: UInt32) -> UInt32 {
        let step = Int64(random.int(in: -5...5))
        switch random.int(in: 0...9) {
        case 0: return old
        case 1:
            return [0, min(1, limit), limit / 2, limit - min(1, limit), limit][
                random.int(in: 0...4)]
        case 2: return UInt32(UInt64(random.word()) % (UInt64(limit) + 1))
        case 3:
            let around = Int64(limit) + 1
            return UInt32(((Int64(old) + step) % around + around) % around)
        case 4, 5: return UInt32(min(max(Int64(old) + step, 0), Int64(limit)))
        default:
            let further = 2 * Int64(old) - Int64(older) + step / 2
            return UInt32(min(max(further, 0), Int64(limit)))
        }
    }
}

extension SchemaReadingField {
    /// A field of which the kind says all.
    static func plain(_ kind: String, bits: Int64) -> SchemaReadingField {
        var field = SchemaReadingField()
        field.name = "field"
        field.kind = kind
        field.bits = .integer(bits)
        return field
    }
}
