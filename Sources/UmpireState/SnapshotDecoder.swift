import UmpireBasics

/// Reads what `SnapshotEncoder` wrote: any bytes give a valid state or are refused.
public enum SnapshotDecoder {
    /// Makes `snapshot` what `baseline` becomes by the bits of `reader`.
    ///
    /// Throws when the bits end early, a word is above its field's limit, or ids repeat, are out of
    /// order or
    /// too many; `snapshot` then holds a part and must be thrown away. Allocates at most what the
    /// limits allow.
    public static func decode(
        _ reader: inout BitReader, against baseline: borrowing Snapshot, shape: WorldShape,
        into snapshot: inout Snapshot
    ) throws(DecodeError) {
        for index in shape.tables.indices {
            try decode(
                &reader, against: baseline.tables[index], plan: shape.tables[index].plan,
                into: &snapshot.tables[index])
        }
        snapshot.scalars = baseline.scalars
        if try reader.readBit() {
            try readChange(&reader, of: &snapshot.scalars, at: 0, plan: shape.scalars)
        }
    }

    /// Reads a row with each field raw and appends it to `words`.
    public static func readRaw(
        _ reader: inout BitReader, plan: RowPlan, into words: inout [UInt32]
    ) throws(DecodeError) {
        for field in plan.codings {
            words.append(try bounded(try reader.read(Int(field.bits)), field.limit))
        }
    }

    /// Reads a row with each field raw; words above a field's limit are brought down to it.
    public static func readClamped(
        _ reader: inout BitReader, plan: RowPlan, into words: inout [UInt32]
    ) throws(DecodeError) {
        for field in plan.codings {
            words.append(min(try reader.read(Int(field.bits)), field.limit))
        }
    }

    private static func decode(
        _ reader: inout BitReader, against old: borrowing TableRows, plan: RowPlan,
        into now: inout TableRows
    ) throws(DecodeError) {
        guard try reader.readBit() else {
            now = copy old
            return
        }
        now.reset(width: plan.width)
        for index in 0..<old.ids.count {
            let isTouched = try reader.readBit()
            if isTouched, try reader.readBit() { continue }
            now.ids.append(old.ids[index])
            now.words.append(contentsOf: old.row(index))
            if isTouched {
                let start = now.words.count - plan.width
                try readChange(&reader, of: &now.words, at: start, plan: plan)
            }
        }
        let count = Int(try reader.readVarint())
        guard count <= Limits.entitiesPerTable - now.ids.count else {
            throw .tooManyEntities(count)
        }
        if count > 0 { try readNew(&reader, count, plan: plan, into: &now) }
    }

    private static func readNew(
        _ reader: inout BitReader, _ count: Int, plan: RowPlan, into now: inout TableRows
    ) throws(DecodeError) {
        var kept = TableRows()
        swap(&kept, &now)
        now.reset(width: plan.width)
        var next = 0
        var last = -1
        for _ in 0..<count {
            let id = UInt16(try reader.read(16))
            guard Int(id) > last else { throw .unorderedEntities(id) }
            last = Int(id)
            while next < kept.ids.count && kept.ids[next] < id {
                now.ids.append(kept.ids[next])
                now.words.append(contentsOf: kept.row(next))
                next += 1
            }
            if next < kept.ids.count && kept.ids[next] == id { throw .duplicateEntity(id) }
            now.ids.append(id)
            try readRaw(&reader, plan: plan, into: &now.words)
        }
        now.ids.append(contentsOf: kept.ids[next...])
        now.words.append(contentsOf: kept.words[(next * plan.width)...])
    }

    private static func readChange(
        _ reader: inout BitReader, of words: inout [UInt32], at start: Int, plan: RowPlan
    ) throws(DecodeError) {
        var mask: UInt64 = 0
        for column in 0..<plan.width where try reader.readBit() { mask |= 1 << UInt64(column) }
        for column in 0..<plan.width where mask >> UInt64(column) & 1 == 1 {
            let field = plan.codings[column]
            let bits = Int(field.bits)
            var word: UInt32
            if bits > RowCode.rawBits, try reader.readBit() {
                word = words[start + column] &+ RowCode.unzigzag(try reader.read(bits / 2))
            } else {
                word = try reader.read(bits)
            }
            word = try bounded(word, field.limit)
            words[start + column] = word
        }
    }

    private static func bounded(
        _ word: UInt32, _ limit: UInt32
    ) throws(DecodeError) -> UInt32 {
        guard word <= limit else { throw .aboveLimit(word: word, limit: limit) }
        return word
    }
}
