/// Bits of hot rows that were written already, for other views to take.
///
/// The bits of a hot row in speed mode depend on the row in the three snapshots and on nothing
/// around it. So what one view needs of an entity is written once and put into the packets of all
/// views that see the same of it. Whether it is the same is seen from the words themselves.
struct RowShelf: Sendable {
    /// What became of a row.
    struct Found: Sendable {
        /// It is exactly as expected: its symbol's context.
        var context: Int?
        /// Its own bits, if it may have some: it is not as expected, or it stays.
        var bits: RowBits?
    }

    /// Words of the row in the three snapshots side by side, by slot.
    private var words: [UInt32] = []
    private var entries: [Entry] = []
    private var width = 0

    private struct Entry: Sendable {
        var found: Found?
        var ages = SnapshotAges()
    }

    /// Makes room for as many rows of this width, at least; ids that are so far apart share a slot.
    mutating func reserve(_ rows: Int, width: Int) {
        guard rows > entries.count || width != self.width else { return }
        var slots = 16
        while slots < rows { slots *= 2 }
        self.width = width
        entries = [Entry](repeating: Entry(), count: slots)
        words = [UInt32](repeating: 0, count: slots * 3 * width)
    }

    private func slot(_ id: UInt16) -> Int { Int(id) & (entries.count - 1) }

    /// What was written of a row with these words, if it is known.
    func find(
        _ id: UInt16, _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ ages: SnapshotAges
    ) -> Found? {
        let slot = slot(id)
        let entry = entries[slot]
        guard entry.found != nil, entry.ages == ages else { return nil }
        let known = words.span
        var place = slot * 3 * width
        for column in 0..<width {
            let isSame =
                known[place] == now[column] && known[place + 1] == old[column]
                && known[place + 2] == older[column]
            guard isSame else { return nil }
            place += 3
        }
        return entry.found
    }

    /// Keeps what was written of a row.
    mutating func put(
        _ found: Found, _ id: UInt16, _ now: Span<UInt32>, _ old: Span<UInt32>,
        _ older: Span<UInt32>, _ ages: SnapshotAges
    ) {
        let slot = slot(id)
        entries[slot] = Entry(found: found, ages: ages)
        let width = width
        var known = words.mutableSpan
        var place = slot * 3 * width
        for column in 0..<width {
            known[place] = now[column]
            known[place + 1] = old[column]
            known[place + 2] = older[column]
            place += 3
        }
    }
}

/// Up to 128 bits that a `BitWriter` wrote.
struct RowBits: Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// How many bits.
    var count = 0
}
