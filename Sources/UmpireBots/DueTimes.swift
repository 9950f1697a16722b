import UmpireBasics

/// What is due when: a heap, earliest first, and in the order of insertion at the same time.
struct DueTimes<Item> {
    private struct Entry {
        let due: Instant
        let order: UInt64
        let item: Item

        func isBefore(_ other: Entry) -> Bool {
            due == other.due ? order < other.order : due < other.due
        }
    }

    private var entries: [Entry] = []
    private var inserted: UInt64 = 0

    /// When the first item is due.
    var next: Instant? { entries.first?.due }

    /// How many items wait.
    var count: Int { entries.count }

    mutating func insert(_ item: Item, due: Instant) {
        inserted += 1
        entries.append(Entry(due: due, order: inserted, item: item))
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard entries[index].isBefore(entries[parent]) else { return }
            entries.swapAt(index, parent)
            index = parent
        }
    }

    /// Takes the first item out if it is due at `now`.
    mutating func take(at now: Instant) -> (item: Item, due: Instant)? {
        guard let first = entries.first, first.due <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.item, first.due)
    }

    private mutating func sink() {
        var index = 0
        while true {
            var least = index
            let left = 2 * index + 1
            let right = left + 1
            if left < entries.count && entries[left].isBefore(entries[least]) { least = left }
            if right < entries.count && entries[right].isBefore(entries[least]) { least = right }
            if least == index { return }
            entries.swapAt(index, least)
            index = least
        }
    }
}
