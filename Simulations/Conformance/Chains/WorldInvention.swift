import UmpireBasics
import UmpireState

/// Worlds of a shape and what becomes of them, from a seed.
struct WorldInvention {
    private let shape: WorldShape
    private var random: GameRandom
    /// One for each field of each table, the scalars last.
    private var tempers: [[Temper]] = []
    /// Whether hundreds of rows may come at once.
    private let isCrowded: Bool
    /// Whether nearly all that moves goes on exactly as it did, tick by tick.
    private let isGliding: Bool

    init(_ shape: WorldShape, seed: UInt64) {
        self.shape = shape
        random = GameRandom(seed: seed, stream: 2)
        isCrowded = random.chance(0.03)
        isGliding = random.chance(0.4)
        for plan in shape.tables.map(\.plan) + [shape.scalars] {
            tempers.append(plan.fields.map { temper(of: $0) })
        }
    }

    /// Snapshots one after the other, the first of which is empty.
    mutating func history(count: Int) -> [Snapshot] {
        var history = [Snapshot(shape: shape)]
        for index in 1..<count {
            history.append(next(history[index - 1], after: history[max(0, index - 2)]))
        }
        return history
    }

    /// What may become of `old`, which was `older` before.
    private mutating func next(_ old: Snapshot, after older: Snapshot) -> Snapshot {
        var tables = old.tables
        for index in tables.indices where random.chance(0.85) {
            tables[index] = rows(old.tables[index], older.tables[index], index)
        }
        var scalars = old.scalars
        if random.chance(0.7) {
            scalars = row(old.scalars[...], older.scalars[...], tables.count, shape.scalars)
        }
        // Mostly the next tick; now and then about as long ago as a frame can say, or longer.
        let ticks =
            random.chance(isGliding ? 0.95 : 0.6)
            ? 1 : random.int(in: 1...(random.chance(0.1) ? 300 : 12))
        return Snapshot(
            tick: Tick(old.tick.rawValue + UInt32(ticks)), tables: tables, scalars: scalars)
    }

    /// Words that could be rotations mostly are; others may turn as well.
    private mutating func temper(of field: FieldPlan) -> Temper {
        let isLikeRotation = field.bits % 3 == 2 && field.bits > 16
        if isLikeRotation, random.chance(0.5) { return .turns }
        return random.pick(Temper.allCases) ?? .any
    }

    // MARK: - Rows

    private mutating func rows(
        _ old: TableRows, _ older: TableRows, _ table: Int
    ) -> TableRows {
        let plan = shape.tables[table].plan
        var rows: [UInt16: [UInt32]] = [:]
        let unrest: Float = isGliding ? 1 : random.pick([0, 0.3, 0.9, 1]) ?? 0
        let loss: Float = random.chance(0.05) ? 1 : random.chance(0.3) ? 0.3 : 0
        for (place, id) in old.ids.enumerated() where !random.chance(loss) {
            let now = old.row(place)
            let before = older.ids.firstIndex(of: id).map { older.row($0) } ?? now
            rows[id] = random.chance(unrest) ? row(now, before, table, plan) : Array(now)
        }
        let room = Limits.entitiesPerTable - rows.count
        if random.chance(0.6) {
            for id in arrivals(old, older).prefix(room) where rows[id] == nil {
                rows[id] = plan.fields.map { word(0, 0, $0.limit, .any) }
            }
        }
        let ids = rows.keys.sorted()
        return TableRows(ids: ids, words: ids.flatMap { rows[$0] ?? [] }, width: plan.width)
    }

    /// Ids behind the last, of rows that have just gone, wrapped around and anywhere.
    private mutating func arrivals(_ old: TableRows, _ older: TableRows) -> [UInt16] {
        var next = old.ids.last ?? UInt16(random.int(in: 65_520...65_535))
        let count = random.int(in: 1...(isCrowded && random.chance(0.1) ? 1_000 : 10))
        return (0..<count).map { _ in
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

    private mutating func row(
        _ old: ArraySlice<UInt32>, _ older: ArraySlice<UInt32>, _ table: Int, _ plan: RowPlan
    ) -> [UInt32] {
        if isGliding && random.chance(0.95) {
            return zip(old, older).enumerated().map { column, words in
                held(2 * Int64(words.0) - Int64(words.1), plan.fields[column].limit)
            }
        }
        let unrest: Float = random.pick([0.3, 0.9, 1]) ?? 0
        return zip(old, older).enumerated().map { column, words in
            guard random.chance(unrest) else { return words.0 }
            return word(words.0, words.1, plan.fields[column].limit, tempers[table][column])
        }
    }

    // MARK: - Words

    private mutating func word(
        _ old: UInt32, _ older: UInt32, _ limit: UInt32, _ temper: Temper
    ) -> UInt32 {
        // Nothing is always as it uses to be.
        switch random.chance(0.06) ? .any : temper {
        case .any: anyWord(old, older, limit)
        case .rests: random.chance(0.9) ? old : anyWord(old, older, limit)
        case .walks: held(Int64(old) + Int64(random.int(in: -5...5)), limit)
        case .goesOn: onward(old, older, limit)
        case .turns: turned(old, older, limit)
        }
    }

    /// A word of which the two highest bits stay, and each third of the others goes on.
    private mutating func turned(_ old: UInt32, _ older: UInt32, _ limit: UInt32) -> UInt32 {
        let width = UInt32(max(1, (UInt32.bitWidth - limit.leadingZeroBitCount - 2) / 3))
        let mask = UInt32.max >> (32 - width)
        var word = old
        for place in [0, width, 2 * width] {
            let part = onward(old >> place & mask, older >> place & mask, mask)
            word = word & ~(mask << place) | part << place
        }
        return held(Int64(word), limit)
    }

    /// A word that stays, is at a border, jumps, goes round, walks or goes on.
    private mutating func anyWord(_ old: UInt32, _ older: UInt32, _ limit: UInt32) -> UInt32 {
        let step = Int64(random.int(in: -5...5))
        switch random.int(in: 0...9) {
        case 0: return old
        case 1:
            let least = min(1, limit)
            return random.pick([0, least, limit / 2, limit - least, limit]) ?? 0
        case 2: return UInt32(UInt64(random.word()) % (UInt64(limit) + 1))
        case 3: return round(Int64(old) + step, limit)
        case 4, 5: return held(Int64(old) + step, limit)
        default: return onward(old, older, limit)
        }
    }

    private mutating func onward(_ old: UInt32, _ older: UInt32, _ limit: UInt32) -> UInt32 {
        let next = 2 * Int64(old) - Int64(older) + Int64(random.int(in: -2...2))
        return random.chance(0.2) ? round(next, limit) : held(next, limit)
    }

    private func held(_ word: Int64, _ limit: UInt32) -> UInt32 {
        UInt32(min(max(word, 0), Int64(limit)))
    }

    private func round(_ word: Int64, _ limit: UInt32) -> UInt32 {
        let all = Int64(limit) + 1
        return UInt32((word % all + all) % all)
    }
}
