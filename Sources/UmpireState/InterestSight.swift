import UmpireBasics

/// What deciding who sees what needs of a world, gathered once after a step, not for each viewer.
///
/// It belongs to one world that changes: `WorldPlan.follow` says when it has. Its memory is kept,
/// so that a steady tick allocates nothing.
public struct InterestSight: Sendable {
    private(set) var tables: [InterestTable] = []
    private var isGathered = false
    private var choice = InterestChoice()
    private let nothing = TableRows()
    /// The tick of the world.
    private var now = Tick.zero
    private var hasNames = false
    /// What viewers call entities, in tables whose ids are per viewer.
    private var namings: [InterestNaming] = []

    /// Nothing gathered yet.
    public init() {}

    /// Forgets the world: the next one is that of another match.
    public mutating func forget() {
        isGathered = false
        for index in tables.indices { tables[index].forget() }
        for index in namings.indices { namings[index].forget() }
    }

    /// The world is now that of `tick`.
    @unsafe
    mutating func follow(
        _ world: UnsafeRawPointer, _ functions: [TableFunctions], at tick: Tick,
        hasInterest: Bool
    ) {
        isGathered = false
        guard hasInterest else { return }
        makeTables(functions.count)
        for index in functions.indices where functions[index].interest.needsLives {
            unsafe functions[index].lend(world) { _, ids in
                tables[index].follow(ids, at: tick)
            }
        }
    }

    /// Gathers the world, unless that was done since it changed.
    @unsafe
    mutating func gather(
        _ world: UnsafeRawPointer, _ functions: [TableFunctions], at tick: Tick
    ) {
        now = tick
        guard !isGathered else { return }
        isGathered = true
        hasNames = functions.contains { $0.interest.ids == .perViewer }
        makeTables(functions.count)
        for index in functions.indices {
            unsafe functions[index].lend(world) { entities, ids in
                unsafe tables[index].gather(entities, ids, functions[index], at: tick)
            }
        }
    }

    /// Puts the tables of the world that was gathered into `snapshot`, as `viewer` sees them who
    /// saw `previous` last.
    @unsafe
    mutating func capture(
        _ world: UnsafeRawPointer, _ functions: [TableFunctions], for viewer: Viewer,
        _ previous: Snapshot?, into snapshot: inout Snapshot
    ) {
        let slot = naming(of: viewer, functions, after: previous?.tick)
        for index in functions.indices {
            if let slot, functions[index].interest.ids == .perViewer {
                unsafe choice.capture(
                    tables[index], eyes: tables[functions[index].interest.eyes], of: world,
                    functions[index], for: viewer, &namings[slot].tables[index],
                    of: previous?.tick, into: &snapshot.tables[index])
            } else {
                unsafe choice.capture(
                    tables[index], eyes: tables[functions[index].interest.eyes], of: world,
                    functions[index], for: viewer, previous?.tables[index] ?? nothing,
                    of: previous?.tick, into: &snapshot.tables[index])
            }
        }
        if let slot { namings[slot].noteShown(at: now) }
    }

    /// The table's own ids of what `viewer` is shown of the table at `index` under these ids.
    func ownIDs(of ids: [UInt16], _ index: Int, for viewer: Viewer) -> [UInt16] {
        guard let slot = namings.firstIndex(where: { $0.viewer == viewer }) else { return ids }
        let names = namings[slot].tables[index]
        guard !names.names.isEmpty else { return ids }
        // As a rule all of what is shown is asked for: nothing is made anew then.
        return names.names == ids ? names.ids : ids.map { names.id(of: $0) ?? $0 }
    }

    /// Where the names of a viewer are who was shown something at `tick` last; nil: no table of
    /// the world has such ids.
    ///
    /// Without a tick the viewer was shown nothing yet, and knows none of the names that another
    /// had on the same seat: they begin anew.
    private mutating func naming(
        of viewer: Viewer, _ functions: [TableFunctions], after tick: Tick?
    ) -> Int? {
        guard hasNames else { return nil }
        let known = namings.firstIndex { $0.viewer == viewer }
        if let known, let tick {
            if namings[known].shownAt != tick { namings[known].forget() }
            return known
        }
        let new = InterestNaming(viewer, tables: functions.count, at: now)
        // Whose snapshots are all too old to be baselines holds nothing that has a name.
        let old = namings.firstIndex { now.distance(since: $0.shownAt) >= Limits.baselines }
        guard let place = known ?? old else {
            namings.append(new)
            return namings.count - 1
        }
        namings[place] = new
        return place
    }

    private mutating func makeTables(_ count: Int) {
        while tables.count < count { tables.append(InterestTable()) }
    }
}
