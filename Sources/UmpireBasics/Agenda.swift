/// What is due when: a heap, earliest first, and in the order of insertion at the same time.
///
/// Its functions are inlinable, so that each module that uses it gets its own specialised ones.
public struct Agenda<Item> {
    @usableFromInline
    struct Entry {
        @usableFromInline let due: Instant
        @usableFromInline let order: UInt64
        @usableFromInline let item: Item

        @inlinable
        init(due: Instant, order: UInt64, item: Item) {
            self.due = due
            self.order = order
            self.item = item
        }

        @inlinable
        func isBefore(_ other: Entry) -> Bool {
            due == other.due ? order < other.order : due < other.due
        }
    }

    @usableFromInline var entries: [Entry] = []
    @usableFromInline var inserted: UInt64 = 0

    /// Nothing is due.
    @inlinable
    public init() {}

    /// When the first item is due.
    @inlinable
    public var next: Instant? { entries.isEmpty ? nil : entries[0].due }

    /// How many items wait.
    @inlinable
    public var count: Int { entries.count }

    /// Forgets everything.
    @inlinable
    public mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// Puts an item in.
    @inlinable
    public mutating func insert(_ item: Item, due: Instant) {
        inserted += 1
        entries.append(Entry(due: due, order: inserted, item: item))
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard entries[index].isBefore(entries[parent]) else { return }
            let entry = entries[index]
            entries[index] = entries[parent]
            entries[parent] = entry
            index = parent
        }
    }

    /// Takes the first item out if it is due at `now`.
    @inlinable
    public mutating func take(at now: Instant) -> (item: Item, due: Instant)? {
        guard !entries.isEmpty, entries[0].due <= now else { return nil }
        let first = entries[0]
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.item, first.due)
    }

    @inlinable
    mutating func sink() {
        var index = 0
        while true {
            var least = index
            let left = 2 * index + 1
            let right = left + 1
            if left < entries.count && entries[left].isBefore(entries[least]) { least = left }
            if right < entries.count && entries[right].isBefore(entries[least]) { least = right }
            if least == index { return }
            let entry = entries[index]
            entries[index] = entries[least]
            entries[least] = entry
            index = least
        }
    }
}
