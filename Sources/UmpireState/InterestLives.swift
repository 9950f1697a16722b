import UmpireBasics

/// Since when each id of a table is there without a break, as far as it was looked at.
///
/// Ids are used again: at once by a game that puts entities under ids of its own, after 65,536
/// insertions by `Table.insert`. What a viewer goes on seeing by hysteresis must have been there
/// since the viewer last saw it. A room looks after each step. What is removed and put under the
/// same id within one step is one entity, to clients too.
struct InterestLives: Sendable {
    private var ids: [UInt16] = []
    private var since: [Tick] = []
    private var newIDs: [UInt16] = []
    private var newSince: [Tick] = []

    /// Compares the ids that are there at `tick`, in order, with those that were.
    mutating func follow(_ present: [UInt16], at tick: Tick) {
        guard present != ids else { return }
        newIDs.removeAll(keepingCapacity: true)
        newSince.removeAll(keepingCapacity: true)
        var old = 0
        for id in present {
            while old < ids.count && ids[old] < id { old += 1 }
            let isOld = old < ids.count && ids[old] == id
            newIDs.append(id)
            newSince.append(isOld ? since[old] : tick)
        }
        swap(&ids, &newIDs)
        swap(&since, &newSince)
    }

    /// Whether the entity of a row was there at `tick` already.
    func wasHere(_ row: Int, at tick: Tick) -> Bool { since[row] <= tick }
}
