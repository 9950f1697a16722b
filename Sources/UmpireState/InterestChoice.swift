import UmpireBasics

/// Which rows of a table one viewer sees, and the sets that deciding it needs.
struct InterestChoice: Sendable {
    /// The rows that are seen.
    var inside = InterestRows()
    /// Those that are only just out of sight.
    private var near = InterestRows()
    private var kept = InterestRows()
    /// The rows that are seen and have no name yet, as the viewer may see them, and their order.
    private var newcomers = TableRows()
    private var newRows: [Int] = []
    private var order: [Int] = []

    /// Puts `table` into `shown`, as `viewer` sees it who saw `previous`, of `tick`, last.
    ///
    /// Tables are borrowed once: an element of an array that is asked something is copied first,
    /// and a table's copy retains fifteen arrays (measured: a third of the time of a capture).
    @unsafe
    mutating func capture(
        _ table: borrowing InterestTable, eyes: borrowing InterestTable,
        of world: UnsafeRawPointer, _ functions: borrowing TableFunctions, for viewer: Viewer,
        _ previous: borrowing TableRows, of tick: Tick?, into shown: inout TableRows
    ) {
        if InterestChoice.isAll(of: viewer, functions.interest) {
            table.copyAll(for: viewer, functions.hidden, into: &shown)
            return
        }
        inside.reset(count: table.count)
        if case .player = viewer {
            if let sees = unsafe functions.sees {
                unsafe sees(world, viewer, &inside)
            } else {
                look(table, eyes, functions.interest, for: viewer)
                if let tick, functions.interest.hasHysteresis {
                    table.keep(near, in: previous, of: tick, to: &inside, scratch: &kept)
                }
            }
        }
        table.copy(inside, for: viewer, functions.hidden, into: &shown)
    }

    /// The same for a viewer that knows the entities by `names`.
    @unsafe
    mutating func capture(
        _ table: borrowing InterestTable, eyes: borrowing InterestTable,
        of world: UnsafeRawPointer, _ functions: borrowing TableFunctions, for viewer: Viewer,
        _ names: inout InterestNames, of tick: Tick?, into shown: inout TableRows
    ) {
        if InterestChoice.isAll(of: viewer, functions.interest) {
            table.copyAll(for: viewer, functions.hidden, into: &shown)
            return
        }
        inside.reset(count: table.count)
        if case .player = viewer {
            if let sees = unsafe functions.sees {
                unsafe sees(world, viewer, &inside)
            } else {
                look(table, eyes, functions.interest, for: viewer)
                if let tick, functions.interest.hasHysteresis {
                    table.keep(near, named: names, since: tick, to: &inside)
                }
            }
        }
        if let tick { names.keep(&inside, of: table, since: tick) }
        nameNewcomers(table, for: viewer, functions.hidden, &names)
        table.copy(named: names, for: viewer, functions.hidden, into: &shown)
    }

    /// Gives names to what is still in `inside`, in the order of what the viewer sees of it.
    ///
    /// Not in the order of the table's ids: when these have wrapped depends on all insertions.
    private mutating func nameNewcomers(
        _ table: borrowing InterestTable, for viewer: Viewer, _ hidden: InterestColumns,
        _ names: inout InterestNames
    ) {
        guard inside.count > 0 else { return }
        table.copy(inside, for: viewer, hidden, into: &newcomers)
        newRows.removeAll(keepingCapacity: true)
        inside.forEach { newRows.append($0) }
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: newRows.indices)
        order.sort { one, other in
            for column in 0..<newcomers.width {
                let first = newcomers.words[one * newcomers.width + column]
                let second = newcomers.words[other * newcomers.width + column]
                if first != second { return first < second }
            }
            return one < other
        }
        for place in order { names.add(table.id(newRows[place]), row: newRows[place]) }
    }

    private static func isAll(of viewer: Viewer, _ interest: borrowing InterestPlan) -> Bool {
        guard interest.isLimited else { return true }
        guard case .everyone = viewer else { return false }
        return interest.spectators == .everything
    }

    /// Chooses the rows that `viewer`'s eyes see, and finds those that are only just out of sight.
    private mutating func look(
        _ table: borrowing InterestTable, _ eyes: borrowing InterestTable,
        _ interest: borrowing InterestPlan, for viewer: Viewer
    ) {
        let isTeam = interest.kind == .team
        near.reset(count: table.count)
        for place in eyes.eyes(of: viewer, isTeam: isTeam) {
            table.look(from: eyes.eye(at: place, isTeam: isTeam), interest, &inside, &near)
        }
        table.addOwn(of: viewer, withTeam: isTeam, to: &inside)
    }
}
