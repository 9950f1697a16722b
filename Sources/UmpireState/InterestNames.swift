import UmpireBasics

/// The ids under which one viewer knows the entities of one table.
///
/// ```
///   name   1  4  5       what the viewer is sent, ascending; the next is 6
///   id    40 12 97       the table's own, which would tell of those that are hidden
/// ```
/// Names are handed out in a circle, as by `Table.insert`.
struct InterestNames: Sendable {
    /// The names in use, ascending.
    private(set) var names: [UInt16] = []
    /// For each name the table's id.
    private(set) var ids: [UInt16] = []
    /// For each name the row, as of the last `keep`.
    private(set) var rows: [Int] = []
    private var next: UInt16 = 0

    /// Forgets all names; those that follow are others.
    mutating func forget() { keepFirst(0) }

    /// The table's id of what has this name.
    func id(of name: UInt16) -> UInt16? {
        let place = place(of: name)
        return place < names.count && names[place] == name ? ids[place] : nil
    }

    /// Keeps the names of what is in `seen` and was there at `tick`, and takes it out of `seen`.
    mutating func keep(
        _ seen: inout InterestRows, of table: borrowing InterestTable, since tick: Tick
    ) {
        var kept = 0
        for place in names.indices {
            var start = 0
            guard let row = table.row(of: ids[place], from: &start), seen.contains(row),
                table.wasHere(row, at: tick)
            else { continue }
            seen.remove(row)
            names[kept] = names[place]
            ids[kept] = ids[place]
            rows[kept] = row
            kept += 1
        }
        keepFirst(kept)
    }

    /// Gives the entity of a row a name.
    mutating func add(_ id: UInt16, row: Int) {
        var place = place(of: next)
        while place < names.count && names[place] == next {
            next &+= 1
            place = next == 0 ? 0 : place + 1
        }
        names.insert(next, at: place)
        ids.insert(id, at: place)
        rows.insert(row, at: place)
        next &+= 1
    }

    /// The place of the first name that is not below `name`.
    private func place(of name: UInt16) -> Int {
        if let last = names.last, last < name { return names.count }
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func keepFirst(_ count: Int) {
        names.removeLast(names.count - count)
        ids.removeLast(ids.count - count)
        rows.removeLast(rows.count - count)
    }
}
