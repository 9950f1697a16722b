import UmpireBasics

/// Which rows of a table differ from those of another time, found by id.
struct RowMatch: Sendable {
    /// Room for all rows; the first `count` of them count.
    private var storage: [Int32] = []
    private var otherStorage: [Int32] = []
    private var count = 0
    /// Whether both times have the same rows, so that each is there where it is here.
    private var isAligned = true
    /// Places, there, of rows that are not here.
    private(set) var arrivals: [Int32] = []

    /// Places of rows that differ there, or are missing there; ascending.
    var places: Span<Int32> {
        @_lifetime(borrow self)
        @inline(__always)
        get { storage.span.extracting(first: count) }
    }

    /// For each of `places` where the row is there; −1: it is missing.
    var others: Span<Int32> {
        @_lifetime(borrow self)
        @inline(__always)
        get {
            isAligned
                ? storage.span.extracting(first: count)
                : otherStorage.span.extracting(first: count)
        }
    }

    /// As if nothing differed.
    mutating func forget() {
        count = 0
        arrivals.removeAll(keepingCapacity: true)
    }

    /// Compares `here` with `there`; ids of both ascend, and both have rows of one width.
    mutating func match(_ here: borrowing TableRows, _ there: borrowing TableRows) {
        forget()
        isAligned = here.ids.span.isSame(as: there.ids.span)
        let room = here.ids.count - storage.count
        if room > 0 {
            storage.append(contentsOf: repeatElement(0, count: room))
            otherStorage.append(contentsOf: repeatElement(0, count: room))
        }
        if isAligned {
            guard here.width > 0 else { return }
            matchWords(here.words.span, there.words.span, here.width)
        } else {
            matchRows(here, there)
        }
    }

    /// The same rows: what differs is looked for in blocks, whatever the width.
    private mutating func matchWords(_ here: Span<UInt32>, _ there: Span<UInt32>, _ width: Int) {
        // What is read below without a check is in range of both.
        require(here.count == there.count, "the rows of a table have one width at all times")
        let (one, other) = (unsafe here.bytes, unsafe there.bytes)
        let size = MemoryLayout<UInt32>.size
        let end = here.count &* size
        // Exact for each word of a table, which are fewer than 2^19 in rows of at most 2^6. A
        // division would take longer than a block.
        let inverse = (1 << 32) / width + 1
        var places = storage.mutableSpan
        var found = 0
        var offset = 0
        while true {
            while offset &+ RawSpan.block <= end, unsafe one.hasSameBlock(as: other, at: offset) {
                offset &+= RawSpan.block
            }
            while offset &+ 2 &* size <= end, unsafe one.hasSameWords(as: other, at: offset) {
                offset &+= 2 &* size
            }
            while offset < end, unsafe one.hasSameWord(as: other, at: offset) { offset &+= size }
            guard offset < end else { break }
            let place = ((offset / size) &* inverse) &>> 32
            places[found] = Int32(truncatingIfNeeded: place)
            found &+= 1
            offset = (place &+ 1) &* width &* size
        }
        count = found
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
                put(place, -1)
                continue
            }
            var column = 0
            let (row, other) = (place * width, next * width)
            while column < width, words[row + column] == otherWords[other + column] { column += 1 }
            if column < width { put(place, next) }
            next += 1
        }
        while next < otherIDs.count {
            arrivals.append(Int32(next))
            next += 1
        }
    }

    private mutating func put(_ place: Int, _ other: Int) {
        storage[count] = Int32(place)
        otherStorage[count] = Int32(other)
        count += 1
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

    /// Whether two words that must be in range of both are the same in both.
    @inline(__always)
    @unsafe
    fileprivate func hasSameWords(as other: RawSpan, at offset: Int) -> Bool {
        unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            == other.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    }

    /// Whether a word that must be in range of both is the same in both.
    @inline(__always)
    @unsafe
    fileprivate func hasSameWord(as other: RawSpan, at offset: Int) -> Bool {
        unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
            == other.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
    }
}
