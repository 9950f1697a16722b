/// Which rows of a table differ from those of another time, found by id.
struct RowMatch: Sendable {
    /// Places of rows that differ there, or are missing there; ascending.
    private(set) var places: [Int32] = []
    /// For each of `places` where the row is there; −1: it is missing.
    private(set) var others: [Int32] = []
    /// Places, there, of rows that are not here.
    private(set) var arrivals: [Int32] = []

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
        if here.ids.span.isSame(as: there.ids.span) {
            guard width > 0 else { return }
            matchWords(here.words.span, there.words.span, width)
        } else {
            matchRows(here, there)
        }
    }

    /// The same rows: what differs is looked for in blocks, whatever the width.
    private mutating func matchWords(_ here: Span<UInt32>, _ there: Span<UInt32>, _ width: Int) {
        let (one, other) = (unsafe here.bytes, unsafe there.bytes)
        let block = RawSpan.block / MemoryLayout<UInt32>.size
        var word = 0
        while word < here.count {
            let end = min(word + block, here.count)
            let offset = word * MemoryLayout<UInt32>.size
            if end == word + block, unsafe one.hasSameBlock(as: other, at: offset) {
                word = end
                continue
            }
            while word < end, here[word] == there[word] { word += 1 }
            guard word < end else { continue }
            let place = word / width
            places.append(Int32(place))
            others.append(Int32(place))
            word = (place + 1) * width
        }
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

extension Span where Element: BitwiseCopyable & Equatable {
    /// Whether both hold the same values.
    func isSame(as other: Span<Element>) -> Bool {
        guard count == other.count else { return false }
        let (here, there) = (unsafe bytes, unsafe other.bytes)
        var offset = 0
        while offset <= here.byteCount - RawSpan.block {
            guard unsafe here.hasSameBlock(as: there, at: offset) else { return false }
            offset += RawSpan.block
        }
        for index in (offset / MemoryLayout<Element>.stride)..<count
        where self[index] != other[index] {
            return false
        }
        return true
    }
}

extension RawSpan {
    /// Bytes that are compared at once.
    fileprivate static let block = 64

    /// Whether a block of bytes that must be in range of both is the same in both.
    @inline(__always)
    @unsafe
    fileprivate func hasSameBlock(as other: RawSpan, at offset: Int) -> Bool {
        let here = unsafe unsafeLoadUnaligned(
            fromUncheckedByteOffset: offset, as: SIMD8<UInt64>.self)
        let there = unsafe other.unsafeLoadUnaligned(
            fromUncheckedByteOffset: offset, as: SIMD8<UInt64>.self)
        let difference = here ^ there
        let half = difference.lowHalf | difference.highHalf
        let quarter = half.lowHalf | half.highHalf
        return quarter.x | quarter.y == 0
    }
}
