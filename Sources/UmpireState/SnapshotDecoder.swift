import UmpireBasics

/// Reads what `SnapshotEncoder` wrote: any bytes give a valid state or are refused.
public enum SnapshotDecoder {
    /// New rows of a table that are put in their places one by one; more are merged at once.
    private static let insertedRows = 8

    /// Makes `snapshot` what `baseline` becomes by the bits of `reader`.
    ///
    /// Throws when the bits end early, a word is above its field's limit, or ids repeat, are out of
    /// order or
    /// too many; `snapshot` then holds a part and must be thrown away. Allocates at most what the
    /// limits allow.
    public static func decode(
        _ reader: inout BitReader, against baseline: borrowing Snapshot,
        shape: borrowing WorldShape, into snapshot: inout Snapshot
    ) throws(DecodeError) {
        let tables = shape.tables.span
        for index in tables.indices {
            try decode(
                &reader, against: baseline.tables[index], codings: tables[index].plan.codings,
                into: &snapshot.tables[index])
        }
        snapshot.copyScalars(of: baseline)
        if try reader.readBit() {
            var words = snapshot.scalars.mutableSpan
            try readChange(&reader, of: &words, at: 0, codings: shape.scalars.codings.span)
        }
    }

    /// Reads a row with each field raw and appends it to `words`.
    public static func readRaw(
        _ reader: inout BitReader, plan: borrowing RowPlan, into words: inout [UInt32]
    ) throws(DecodeError) {
        try readRaw(&reader, codings: plan.codings.span, into: &words)
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
        _ reader: inout BitReader, against old: borrowing TableRows,
        codings: borrowing [FieldCoding],
        into now: inout TableRows
    ) throws(DecodeError) {
        guard try reader.readBit() else { return now.become(old) }
        now.copy(old)
        let kept = try readOld(&reader, codings: codings, &now.ids, &now.words)
        now.keepFirst(kept)
        let count = Int(try reader.readVarint())
        guard count <= Limits.entitiesPerTable - now.ids.count else {
            throw .tooManyEntities(count)
        }
        guard count > 0 else { return }
        if count <= insertedRows {
            try readFew(&reader, count, codings: codings, into: &now)
        } else {
            try readMany(&reader, count, codings: codings, into: &now)
        }
    }

    /// Changes the rows in place, moves those that stay together, and returns how many stay.
    private static func readOld(
        _ reader: inout BitReader, codings: borrowing [FieldCoding], _ ids: inout [UInt16],
        _ words: inout [UInt32]
    ) throws(DecodeError) -> Int {
        let codings = codings.span
        let width = codings.count
        var ids = ids.mutableSpan
        var words = words.mutableSpan
        var kept = 0
        for index in ids.indices {
            let isTouched = try reader.readBit()
            if isTouched, try reader.readBit() { continue }
            if kept != index {
                ids[kept] = ids[index]
                for column in 0..<width {
                    words[kept * width + column] = words[index * width + column]
                }
            }
            if isTouched {
                try readChange(&reader, of: &words, at: kept * width, codings: codings)
            }
            kept += 1
        }
        return kept
    }

    /// Puts new rows in their places: mostly the end, since ids are handed out in a circle.
    private static func readFew(
        _ reader: inout BitReader, _ count: Int, codings: borrowing [FieldCoding],
        into now: inout TableRows
    ) throws(DecodeError) {
        var next = 0
        var last = -1
        for _ in 0..<count {
            let id = UInt16(try reader.read(16))
            guard Int(id) > last else { throw .unorderedEntities(id) }
            last = Int(id)
            if let end = now.ids.last, end < id { next = now.ids.count }
            while next < now.ids.count && now.ids[next] < id { next += 1 }
            if next < now.ids.count && now.ids[next] == id { throw .duplicateEntity(id) }
            if next == now.ids.count {
                now.ids.append(id)
                try readRaw(&reader, codings: codings.span, into: &now.words)
            } else {
                now.insertBlank(id, at: next)
                try readRaw(
                    &reader, codings: codings.span, into: &now.words,
                    at: next * codings.count)
            }
        }
    }

    /// Merges new rows with those that are there.
    private static func readMany(
        _ reader: inout BitReader, _ count: Int, codings: borrowing [FieldCoding],
        into now: inout TableRows
    ) throws(DecodeError) {
        var kept = TableRows()
        swap(&kept, &now)
        now.reset(width: codings.count)
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
            try readRaw(&reader, codings: codings.span, into: &now.words)
        }
        now.ids.append(contentsOf: kept.ids[next...])
        now.words.append(contentsOf: kept.words[(next * codings.count)...])
    }

    private static func readRaw(
        _ reader: inout BitReader, codings: Span<FieldCoding>, into words: inout [UInt32]
    ) throws(DecodeError) {
        for column in codings.indices {
            words.append(
                try bounded(
                    try reader.read(Int(codings[column].bits)), codings[column].limit))
        }
    }

    private static func readRaw(
        _ reader: inout BitReader, codings: Span<FieldCoding>, into words: inout [UInt32],
        at start: Int
    ) throws(DecodeError) {
        for column in codings.indices {
            words[start + column] = try bounded(
                try reader.read(Int(codings[column].bits)), codings[column].limit)
        }
    }

    private static func readChange(
        _ reader: inout BitReader, of words: inout MutableSpan<UInt32>, at start: Int,
        codings: Span<FieldCoding>
    ) throws(DecodeError) {
        var mask = UInt64(try reader.read(min(codings.count, 32)))
        if codings.count > 32 { mask |= UInt64(try reader.read(codings.count - 32)) << 32 }
        while mask != 0 {
            let column = mask.trailingZeroBitCount
            mask &= mask - 1
            let bits = Int(codings[column].bits)
            var word: UInt32
            if bits > RowCode.rawBits {
                // The bit that says which, and what follows it, in one look.
                let ahead = reader.ahead
                let isNear = ahead & 1 == 1
                let count = isNear ? bits / 2 : bits
                try reader.skip(count + 1)
                word = UInt32(truncatingIfNeeded: (ahead >> 1) & ((1 << UInt64(count)) - 1))
                if isNear { word = words[start + column] &+ RowCode.unzigzag(word) }
            } else {
                word = try reader.read(bits)
            }
            word = try bounded(word, codings[column].limit)
            words[start + column] = word
        }
    }

    @inline(__always)
    private static func bounded(
        _ word: UInt32, _ limit: UInt32
    ) throws(DecodeError) -> UInt32 {
        guard word <= limit else { throw .aboveLimit(word: word, limit: limit) }
        return word
    }
}
