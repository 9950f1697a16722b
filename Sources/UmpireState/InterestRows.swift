/// A set of a table's rows: a bit for each.
@usableFromInline
struct InterestRows: Sendable {
    private var words: [UInt64] = []

    /// Empties it, for a table of `count` rows.
    mutating func reset(count: Int) {
        words.removeAll(keepingCapacity: true)
        words.append(contentsOf: repeatElement(0, count: (count + 63) / 64))
    }

    /// How many rows are in it.
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    @usableFromInline
    mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

    mutating func remove(_ row: Int) { words[row >> 6] &= ~(1 << UInt64(row & 63)) }

    func contains(_ row: Int) -> Bool { words[row >> 6] & (1 << UInt64(row & 63)) != 0 }

    /// Calls `use` with each row in order.
    @inline(__always)
    func forEach(_ use: (Int) -> Void) {
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                use(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    /// Calls `use` with each row that `other`, of the same table, does not have.
    @inline(__always)
    func forEach(notIn other: borrowing InterestRows, _ use: (Int) -> Void) {
        for index in words.indices {
            var word = words[index] & ~other.words[index]
            while word != 0 {
                use(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }
}
