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

    /// Nothing gathered yet.
    public init() {}

    /// Forgets the world: the next one is that of another match.
    public mutating func forget() {
        isGathered = false
        for index in tables.indices { tables[index].forget() }
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
        for index in functions.indices where functions[index].interest.hasHysteresis {
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
        guard !isGathered else { return }
        isGathered = true
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
        for index in functions.indices {
            unsafe choice.capture(
                tables[index], eyes: tables[functions[index].interest.eyes], of: world,
                functions[index], for: viewer, previous?.tables[index] ?? nothing,
                of: previous?.tick, into: &snapshot.tables[index])
        }
    }

    private mutating func makeTables(_ count: Int) {
        while tables.count < count { tables.append(InterestTable()) }
    }
}
