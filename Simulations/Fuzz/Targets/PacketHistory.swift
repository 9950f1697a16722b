import UmpireBasics
import UmpireState

/// What packets of a world depend on: its shape, and a few snapshots one after the other.
struct PacketHistory {
    let shape: WorldShape
    let plan: CodecPlan
    /// The first is empty: the baseline of a keyframe.
    let snapshots: [Snapshot]

    /// The snapshots of a world to which `live` happens again and again.
    init<World: GameWorld>(
        _ world: World, count: Int, _ live: (inout World, inout GameRandom) -> Void
    ) {
        let worldPlan = WorldPlan<World>()
        shape = worldPlan.shape
        plan = CodecPlan(shape)
        var world = world
        var random = GameRandom(seed: 1)
        let empty = Snapshot(shape: shape)
        snapshots =
            [empty]
            + (1..<count).map { tick in
                live(&world, &random)
                var snapshot = empty
                worldPlan.capture(
                    world, for: .everyone, at: Tick(UInt32(tick)), into: &snapshot)
                return snapshot
            }
    }

    /// Tables that a room made of a short match.
    func trained(_ mode: CodecMode) -> CodecTables {
        var counts = SymbolCounts(plan, CodecTables(plan, mode: mode))
        for _ in 0..<10 {
            for index in 2..<snapshots.count {
                counts.add(
                    snapshots[index], against: snapshots[index - 1],
                    after: snapshots[index - 2], SnapshotAges(ahead: 1, behind: 1))
            }
        }
        return counts.tables(epoch: 1)
    }

    /// Checks that a client could hold the snapshot.
    func requireValid(_ snapshot: Snapshot) {
        for (rows, table) in zip(snapshot.tables, shape.tables) {
            require(rows.ids.count <= Limits.entitiesPerTable, "a table keeps to its limit")
            require(rows.words.count == rows.ids.count * table.plan.width, "each id has a row")
            require(
                zip(rows.ids, rows.ids.dropFirst()).allSatisfy { $0 < $1 }, "ids are in order")
            for index in rows.ids.indices { requireLimits(rows.row(index), table.plan) }
        }
        require(snapshot.scalars.count == shape.scalars.width, "all scalars are there")
        requireLimits(snapshot.scalars[...], shape.scalars)
    }

    private func requireLimits(_ words: ArraySlice<UInt32>, _ plan: RowPlan) {
        for (word, field) in zip(words, plan.fields) {
            require(word <= field.limit, "a word keeps to its field's limit")
        }
    }
}
