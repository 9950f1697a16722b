/// Decides which of the entities that looked alike to a viewer has which name: when they differ.
///
/// ```
///   look   rows, as the viewer sees them     names
///   1      a a b                             0 and 1 are a tie of the two a; 2 is b
///   2      a c b                             0 is what is still an a, 1 what became a c
/// ```
/// Any order that is there before, as that of the table's ids, tells of what is hidden. This one
/// is that of the rows themselves, and what is gone comes last. Entities that alike were seen first
/// in one look, and were alike in each since, are a tie; so are all that are new until they are
/// looked at.
struct InterestTies: Sendable {
    private struct Member: Sendable {
        let tie: UInt16
        let place: Int
        let id: UInt16
        let row: Int
        /// Where its words are in `seen`; nil: it is gone.
        let index: Int?
    }

    private var members: [Member] = []
    /// The places of their names, by tie.
    private var places: [Int] = []
    /// What the viewer sees of those that are not gone.
    private var seen = TableRows()
    private var rows: [Int] = []
    /// For each tie the first member that was met.
    private var firsts: [Int?] = []

    /// Decides for `names`, whose rows are those of `table` now.
    mutating func settle(
        _ names: inout InterestNames, of table: borrowing InterestTable, for viewer: Viewer,
        _ hidden: InterestColumns
    ) {
        gather(names)
        guard !members.isEmpty else { return }
        table.copy(rows, as: [], for: viewer, hidden, into: &seen)
        guard !isSettled(names.tieCount) else { return }
        places.removeAll(keepingCapacity: true)
        members.sort { ($0.tie, $0.place) < ($1.tie, $1.place) }
        for member in members { places.append(member.place) }
        members.sort { InterestTies.isBefore($0, $1, seen) }
        name(&names)
    }

    private mutating func gather(_ names: borrowing InterestNames) {
        members.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        for place in names.ties.indices where names.ties[place] > 0 {
            let row = names.rows[place]
            let isGone = row == InterestNames.gone
            members.append(
                Member(
                    tie: names.ties[place], place: place, id: names.ids[place], row: row,
                    index: isGone ? nil : rows.count))
            if !isGone { rows.append(row) }
        }
    }

    /// Whether nothing changes, as where nothing moves: sorting would ask for memory.
    private mutating func isSettled(_ ties: UInt16) -> Bool {
        firsts.removeAll(keepingCapacity: true)
        firsts.append(contentsOf: repeatElement(nil, count: Int(ties) + 1))
        for index in members.indices {
            let tie = Int(members[index].tie)
            // What is new has a tie beyond those that are known.
            guard tie <= ties else { return false }
            let first = firsts[tie] ?? index
            firsts[tie] = first
            if !isAlike(members[first], members[index]) { return false }
        }
        return true
    }

    private func name(_ names: inout InterestNames) {
        var ties: UInt16 = 0
        var isWithLast = false
        for index in members.indices {
            let isWithNext =
                index + 1 < members.count && isAlike(members[index], members[index + 1])
            if isWithNext && !isWithLast { ties += 1 }
            names.put(
                members[index].id, row: members[index].row,
                tie: isWithNext || isWithLast ? ties : 0, at: places[index])
            isWithLast = isWithNext
        }
        names.tieCount = ties
    }

    private func isAlike(_ one: Member, _ other: Member) -> Bool {
        guard one.tie == other.tie, let first = one.index, let second = other.index else {
            return false
        }
        let words = seen.words.span
        for column in 0..<seen.width
        where words[first * seen.width + column] != words[second * seen.width + column] {
            return false
        }
        return true
    }

    private static func isBefore(
        _ one: Member, _ other: Member, _ seen: borrowing TableRows
    ) -> Bool {
        guard one.tie == other.tie else { return one.tie < other.tie }
        guard let first = one.index, let second = other.index else {
            return one.index != nil && other.index == nil
        }
        let words = seen.words.span
        for column in 0..<seen.width {
            let word = words[first * seen.width + column]
            let otherWord = words[second * seen.width + column]
            if word != otherWord { return word < otherWord }
        }
        return one.place < other.place
    }
}
