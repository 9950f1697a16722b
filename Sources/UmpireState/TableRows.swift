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
    mutating func appendID(_ id: UInt16) { ids.append(id) }

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

    /// Removes all rows but the first `count`.
    mutating func keepFirst(_ count: Int) {
        guard count < ids.count else { return }
        ids.removeLast(ids.count - count)
        words.removeLast(words.count - count * width)
    }

    /// Puts an id at `index`, with a row of zeros.
    mutating func insertBlank(_ id: UInt16, at index: Int) {
        ids.insert(id, at: index)
        words.insert(contentsOf: repeatElement(0, count: width), at: index * width)
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
