import UmpireBasics

/// The ids under which one viewer knows the entities of one table.
///
/// ```
///   name   1  4  5       what the viewer is sent, ascending; the next is 6
///   id    40 12 97       the table's own, which would tell of those that are hidden
///   tie    1  0  1       1 and 5 always looked alike; see `InterestTies`
/// ```
/// Names are handed out in a circle, as by `Table.insert`.
struct InterestNames: Sendable {
    /// The row of what is not seen any more.
    static let gone = -1

    /// The names in use, ascending.
    private(set) var names: [UInt16] = []
    /// For each name the table's id.
    private(set) var ids: [UInt16] = []
    /// For each name the row, as of the last `follow`.
    private(set) var rows: [Int] = []
    /// For each name the number of its tie, 1…`tieCount`; 0: it has none.
    private(set) var ties: [UInt16] = []
    var tieCount: UInt16 = 0
    private var next: UInt16 = 0

    /// Forgets all names; those that follow are others.
    mutating func forget() { keepFirst(0) }

    /// The table's id of what has this name.
    func id(of name: UInt16) -> UInt16? {
        let place = names.firstIndex(notBelow: name)
        return place < names.count && names[place] == name ? ids[place] : nil
    }

    /// Finds the rows of what is in `seen` and was there at `tick`, and takes them out of `seen`;
    /// the other names' rows are `gone`.
    mutating func follow(
        _ seen: inout InterestRows, of table: borrowing InterestTable, since tick: Tick
    ) {
        for place in names.indices {
            rows[place] = InterestNames.gone
            var start = 0
            guard let row = table.row(of: ids[place], from: &start), seen.contains(row),
                table.wasHere(row, at: tick)
            else { continue }
            seen.remove(row)
            rows[place] = row
        }
    }

    /// Gives the entity of a row a name, with all others that are new in one tie.
    mutating func add(_ id: UInt16, row: Int) {
        var place = names.firstIndex(notBelow: next)
        while place < names.count && names[place] == next {
            next &+= 1
            place = next == 0 ? 0 : place + 1
        }
        names.insert(next, at: place)
        ids.insert(id, at: place)
        rows.insert(row, at: place)
        ties.insert(tieCount + 1, at: place)
        next &+= 1
    }

    /// Puts the entity of a row under the name at `place`.
    mutating func put(_ id: UInt16, row: Int, tie: UInt16, at place: Int) {
        ids[place] = id
        rows[place] = row
        ties[place] = tie
    }

    /// Forgets the names of what is gone.
    mutating func removeGone() {
        guard var kept = rows.firstIndex(of: InterestNames.gone) else { return }
        for place in kept..<rows.count where rows[place] != InterestNames.gone {
            names[kept] = names[place]
            ids[kept] = ids[place]
            rows[kept] = rows[place]
            ties[kept] = ties[place]
            kept += 1
        }
        keepFirst(kept)
    }

    private mutating func keepFirst(_ count: Int) {
        names.removeLast(names.count - count)
        ids.removeLast(ids.count - count)
        rows.removeLast(rows.count - count)
        ties.removeLast(ties.count - count)
    }
}
