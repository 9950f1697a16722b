/// Which rows of a table differ from those of another time, found by id.
struct RowMatch: Sendable {
    /// Places of rows that differ there, or are missing there; ascending.
    private(set) var places: [Int32] = []
    /// For each of `places` where the row is there; −1: it is missing.
    private(set) var others: [Int32] = []
    /// Places, there, of rows that are not here.
    private(set) var arrivals: [Int32] = []

    /// Words that are compared at once.
    private static let block = 8

    /// As if nothing differed.
    mutating func forget() {
        places.removeAll(keepingCapacity: true)
        others.removeAll(keepingCapacity: true)
        arrivals.removeAll(keepingCapacity: true)
    }

    /// Compares `here` with `there`; ids of both ascend, and both have rows of one width.
    mutating func match(_ here: borrowing TableRows, _ there: borrowing TableRows) {
        forget()
        let width = here.width
        if here.ids == there.ids {
            guard width > 0 else { return }
            matchWords(here.words.span, there.words.span, width)
        } else {
            matchRows(here, there)
        }
    }

    /// The same rows: what differs is looked for in blocks, whatever the width.
    private mutating func matchWords(_ here: Span<UInt32>, _ there: Span<UInt32>, _ width: Int) {
        let blocks = here.count - RowMatch.block
        var word = 0
        while word < here.count {
            if word <= blocks && RowMatch.hasSameBlock(here, there, word) {
                word += RowMatch.block
            } else if here[word] == there[word] {
                word += 1
            } else {
                let place = word / width
                places.append(Int32(place))
                others.append(Int32(place))
                word = (place + 1) * width
            }
        }
    }

    @inline(__always)
    private static func hasSameBlock(
        _ here: Span<UInt32>, _ there: Span<UInt32>, _ word: Int
    ) -> Bool {
        let one = unsafe here.bytes
        let other = unsafe there.bytes
        let start = word * 4
        return unsafe RowMatch.difference(one, other, start)
            | RowMatch.difference(one, other, start + 8)
            | RowMatch.difference(one, other, start + 16)
            | RowMatch.difference(one, other, start + 24) == 0
    }

    /// Two words at once, which must be in range.
    @inline(__always)
    @unsafe
    private static func difference(_ one: RawSpan, _ other: RawSpan, _ offset: Int) -> UInt64 {
        let left = unsafe one.unsafeLoadUnaligned(
            fromUncheckedByteOffset: offset, as: UInt64.self)
        let right = unsafe other.unsafeLoadUnaligned(
            fromUncheckedByteOffset: offset, as: UInt64.self)
        return left ^ right
    }

    private mutating func matchRows(_ here: borrowing TableRows, _ there: borrowing TableRows) {
        let (ids, otherIDs) = (here.ids.span, there.ids.span)
        let (words, otherWords) = (here.words.span, there.words.span)
        let width = here.width
        var next = 0
        for place in ids.indices {
            while next < otherIDs.count && otherIDs[next] < ids[place] {
                arrivals.append(Int32(next))
                next += 1
            }
            guard next < otherIDs.count, otherIDs[next] == ids[place] else {
                places.append(Int32(place))
                others.append(-1)
                continue
            }
            var column = 0
            let (row, other) = (place * width, next * width)
            while column < width, words[row + column] == otherWords[other + column] { column += 1 }
            if column < width {
                places.append(Int32(place))
                others.append(Int32(next))
            }
            next += 1
        }
        while next < otherIDs.count {
            arrivals.append(Int32(next))
            next += 1
        }
    }
}
