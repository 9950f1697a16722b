/// Writes a world against a baseline, or against nothing (a keyframe).
///
/// The layout of the bits is in the article *Protocol*. Cost is linear in the words of both.
public enum SnapshotEncoder {
    /// Appends what turns `baseline` into `snapshot`; both have the shape `shape`.
    public static func encode(
        _ snapshot: borrowing Snapshot, against baseline: borrowing Snapshot, shape: WorldShape,
        into writer: inout BitWriter
    ) {
        for index in shape.tables.indices {
            encode(
                snapshot.tables[index], against: baseline.tables[index],
                bits: shape.tables[index].plan.bits, into: &writer)
        }
        let isChanged = snapshot.scalars != baseline.scalars
        writer.write(isChanged)
        if isChanged {
            writeChange(
                from: baseline.scalars, at: 0, to: snapshot.scalars, at: 0,
                bits: shape.scalars.bits, into: &writer)
        }
    }

    /// Appends a row with each field raw.
    public static func writeRaw(
        _ words: ArraySlice<UInt32>, plan: RowPlan, into writer: inout BitWriter
    ) {
        for (word, bits) in zip(words, plan.bits) { writer.write(word, bits: Int(bits)) }
    }

    private static func encode(
        _ now: borrowing TableRows, against old: borrowing TableRows, bits: [UInt8],
        into writer: inout BitWriter
    ) {
        guard now.ids != old.ids || now.words != old.words else { return writer.write(false) }
        writer.write(true)
        let width = bits.count
        var next = 0
        var survivors = 0
        for index in 0..<old.ids.count {
            let id = old.ids[index]
            while next < now.ids.count && now.ids[next] < id { next += 1 }
            guard next < now.ids.count, now.ids[next] == id else {
                writer.write(3, bits: 2)
                continue
            }
            survivors += 1
            if isSame(old.words, index * width, now.words, next * width, width) {
                writer.write(false)
            } else {
                writer.write(1, bits: 2)
                writeChange(
                    from: old.words, at: index * width, to: now.words, at: next * width,
                    bits: bits, into: &writer)
            }
        }
        writer.writeVarint(UInt32(now.ids.count - survivors))
        if now.ids.count > survivors { writeNew(now, notIn: old, bits: bits, into: &writer) }
    }

    private static func writeNew(
        _ now: borrowing TableRows, notIn old: borrowing TableRows, bits: [UInt8],
        into writer: inout BitWriter
    ) {
        let width = bits.count
        var past = 0
        for index in 0..<now.ids.count {
            let id = now.ids[index]
            while past < old.ids.count && old.ids[past] < id { past += 1 }
            if past < old.ids.count && old.ids[past] == id { continue }
            writer.write(UInt32(id), bits: 16)
            for column in 0..<width {
                writer.write(now.words[index * width + column], bits: Int(bits[column]))
            }
        }
    }

    @inline(__always)
    private static func isSame(
        _ old: [UInt32], _ from: Int, _ now: [UInt32], _ start: Int, _ width: Int
    ) -> Bool {
        for column in 0..<width where old[from + column] != now[start + column] { return false }
        return true
    }

    private static func writeChange(
        from old: [UInt32], at from: Int, to now: [UInt32], at start: Int, bits: [UInt8],
        into writer: inout BitWriter
    ) {
        for column in 0..<bits.count {
            writer.write(old[from + column] != now[start + column])
        }
        for column in 0..<bits.count {
            let word = now[start + column]
            let before = old[from + column]
            guard word != before else { continue }
            let width = Int(bits[column])
            if width <= RowCode.rawBits {
                writer.write(word, bits: width)
                continue
            }
            let step = RowCode.zigzag(word &- before)
            let isNear = step >> UInt32(width / 2) == 0
            writer.write(isNear)
            writer.write(isNear ? step : word, bits: isNear ? width / 2 : width)
        }
    }
}

/// What encoder and decoder agree on.
enum RowCode {
    /// Fields up to this width are written raw when they change.
    static let rawBits = 6

    /// Small differences of either sign become small numbers.
    static func zigzag(_ difference: UInt32) -> UInt32 {
        (difference << 1) ^ (difference >> 31 == 0 ? 0 : .max)
    }

    /// The inverse of `zigzag`.
    static func unzigzag(_ code: UInt32) -> UInt32 {
        (code >> 1) ^ (code & 1 == 0 ? 0 : .max)
    }
}
