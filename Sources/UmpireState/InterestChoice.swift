import UmpireBasics

/// Which rows of a table one viewer sees, and the sets that deciding it needs.
struct InterestChoice: Sendable {
    /// The rows that are seen.
    var inside = InterestRows()
    /// Those that are only just out of sight.
    private var near = InterestRows()
    private var kept = InterestRows()
    private var ties = InterestTies()

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
        guard unsafe choose(table, eyes, world, functions, viewer, into: &shown) else { return }
        if let tick, functions.interest.hasHysteresis {
            table.keep(near, in: previous, of: tick, to: &inside, scratch: &kept)
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
        guard unsafe choose(table, eyes, world, functions, viewer, into: &shown) else { return }
        if let tick {
            if functions.interest.hasHysteresis {
                table.keep(near, named: names, since: tick, to: &inside)
            }
            names.follow(&inside, of: table, since: tick)
        }
        inside.forEach { names.add(table.id($0), row: $0) }
        ties.settle(&names, of: table, for: viewer, functions.hidden)
        names.removeGone()
        table.copy(names.rows, as: names.names, for: viewer, functions.hidden, into: &shown)
    }

    /// Puts what `viewer` sees by its eyes or the game's rule into `inside`, and what is only just
    /// out of their sight into `near`; false when it sees all, which is in `shown` then.
    @unsafe
    private mutating func choose(
        _ table: borrowing InterestTable, _ eyes: borrowing InterestTable,
        _ world: UnsafeRawPointer, _ functions: borrowing TableFunctions, _ viewer: Viewer,
        into shown: inout TableRows
    ) -> Bool {
        if InterestChoice.isAll(of: viewer, functions.interest) {
            table.copyAll(for: viewer, functions.hidden, into: &shown)
            return false
        }
        inside.reset(count: table.count)
        near.reset(count: table.count)
        guard case .player = viewer else { return true }
        if let sees = unsafe functions.sees {
            unsafe sees(world, viewer, &inside)
        } else {
            look(table, eyes, functions.interest, for: viewer)
        }
        return true
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
        for place in eyes.eyes(of: viewer, isTeam: isTeam) {
            table.look(from: eyes.eye(at: place, isTeam: isTeam), interest, &inside, &near)
        }
        table.addOwn(of: viewer, withTeam: isTeam, to: &inside)
    }
}
