import UmpireBasics

/// Which rows of a table one viewer sees, and the sets that deciding it needs.
struct InterestChoice: Sendable {
    /// The rows that are seen.
    var inside = InterestRows()
    /// Those that are only just out of sight.
    private var near = InterestRows()
    private var kept = InterestRows()

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
