import UmpireState

/// What happened to an entity between two snapshots.
enum RowChange {
    /// It is new, at this place of the table.
    case new(id: UInt16, now: Int)
    /// It is gone; it was at this place.
    case gone(id: UInt16, old: Int)
    /// It is at these places of the tables, and may have changed.
    case stays(id: UInt16, now: Int, old: Int)
}

extension TableRows {
    /// Calls `visit` for each entity of this table and of `old`, in order of id.
    func compare(with old: TableRows, _ visit: (RowChange) -> Void) {
        var (next, past) = (0, 0)
        while next < ids.count || past < old.ids.count {
            let new = next < ids.count ? Int(ids[next]) : .max
            let before = past < old.ids.count ? Int(old.ids[past]) : .max
            if new < before {
                visit(.new(id: ids[next], now: next))
                next += 1
            } else if new > before {
                visit(.gone(id: old.ids[past], old: past))
                past += 1
            } else {
                visit(.stays(id: ids[next], now: next, old: past))
                next += 1
                past += 1
            }
        }
    }

    /// The columns in which the row at `now` differs from that of `old` at `past`.
    func changedColumns(_ now: Int, from old: TableRows, _ past: Int) -> [Int] {
        (0..<width).filter { words[now * width + $0] != old.words[past * width + $0] }
    }
}
