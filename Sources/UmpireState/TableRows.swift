import UmpireBasics

/// One table as the codec sees it: ids in order, and the row words side by side.
public struct TableRows: Equatable, Sendable {
    /// Words from which a table that did not change is shared with its baseline, not copied.
    ///
    /// Copying few costs less than memory to let go of, and to ask for again when they change.
    private static let sharedWords = 256

    /// The entities' ids, ascending.
    public internal(set) var ids: [UInt16] = []
    /// `width` words for each id.
    public internal(set) var words: [UInt32] = []
    /// Words of one row.
    public internal(set) var width = 0

    /// An empty table.
    public init() {}

    /// The row at `index`.
    public func row(_ index: Int) -> ArraySlice<UInt32> {
        words[(index * width)..<((index + 1) * width)]
    }

    @usableFromInline
    mutating func reset(width: Int) {
        ids.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        self.width = width
    }

    /// Becomes equal to `other`, which stays as it is for some time.
    mutating func become(_ other: borrowing TableRows) {
        if other.words.count < TableRows.sharedWords { copy(other) } else { self = copy other }
    }

    /// Becomes equal to `other` in memory of its own.
    mutating func copy(_ other: borrowing TableRows) {
        reset(width: other.width)
        ids.append(contentsOf: other.ids)
        words.append(contentsOf: other.words)
    }

    /// Becomes the rows of `all` that are in `chosen`, in memory of its own.
    mutating func take(_ chosen: borrowing InterestRows, of all: borrowing TableRows) {
        reset(width: all.width)
        let count = chosen.count
        ids.append(contentsOf: repeatElement(0, count: count))
        words.append(contentsOf: repeatElement(0, count: count * width))
        TableRows.put(chosen, of: all, into: &ids, &words)
    }

    private static func put(
        _ chosen: borrowing InterestRows, of all: borrowing TableRows, into ids: inout [UInt16],
        _ words: inout [UInt32]
    ) {
        var ids = ids.mutableSpan
        var words = words.mutableSpan
        let allIDs = all.ids.span
        let allWords = all.words.span
        let width = all.width
        var next = 0
        chosen.forEach { row in
            ids[next] = allIDs[row]
            for column in 0..<width {
                words[next * width + column] = allWords[row * width + column]
            }
            next += 1
        }
    }

    /// Puts 0 into `columns` of the row at `index`.
    mutating func blank(_ columns: [Int], at index: Int) {
        for column in columns { words[index * width + column] = 0 }
    }

    /// Removes all rows but the first `count`.
    mutating func keepFirst(_ count: Int) {
        guard count < ids.count else { return }
        ids.removeLast(ids.count - count)
        words.removeLast(words.count - count * width)
    }

    /// Removes the rows at these places, which ascend.
    mutating func removeRows(at places: [Int32]) {
        guard let first = places.first else { return }
        var kept = Int(first)
        var next = 0
        for index in kept..<ids.count {
            if next < places.count && Int(places[next]) == index {
                next += 1
                continue
            }
            ids[kept] = ids[index]
            for column in 0..<width { words[kept * width + column] = words[index * width + column] }
            kept += 1
        }
        keepFirst(kept)
    }

    /// Puts an id with its row in its place; false when it is there already.
    mutating func insert(_ id: UInt16, _ row: [UInt32]) -> Bool {
        let index = ids.firstIndex(notBelow: id)
        if index == ids.count {
            ids.append(id)
            words.append(contentsOf: row)
        } else {
            guard ids[index] != id else { return false }
            ids.insert(id, at: index)
            words.insert(contentsOf: row, at: index * width)
        }
        return true
    }

    /// Takes count, ids and words into `hasher`, as the view hash wants them.
    func hash(into hasher: inout MurmurHash3) {
        let words = words.span
        hasher.combine(UInt32(ids.count))
        var next = 0
        for id in ids {
            hasher.combine(UInt32(id))
            for _ in 0..<width {
                hasher.combine(words[next])
                next += 1
            }
        }
    }
}
