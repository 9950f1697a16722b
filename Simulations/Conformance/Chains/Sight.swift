import UmpireBasics
import UmpireState

/// What one client sees of a world: not each entity, and not each field of those that it sees.
struct Sight {
    /// Columns that are for owners or for a team, by table.
    private let columns: [[(column: Int, audience: Audience)]]
    /// Somebody who owns nothing and is in no team sees none of those.
    private let isPlayer: Bool
    /// Whether entities come into sight and go out of it again.
    private let isNarrow: Bool

    init(_ shape: WorldShape, _ random: inout GameRandom) {
        columns = shape.tables.map { table in
            table.plan.fields.enumerated().compactMap { column, field in
                field.audience == .everyone ? nil : (column, field.audience)
            }
        }
        isPlayer = random.chance(0.7)
        isNarrow = random.chance(0.3)
    }

    func of(_ snapshot: Snapshot) -> Snapshot {
        guard isNarrow || columns.contains(where: { !$0.isEmpty }) else { return snapshot }
        let tables = zip(snapshot.tables, columns).map { of($0, $1, at: snapshot.tick) }
        return Snapshot(tick: snapshot.tick, tables: tables, scalars: snapshot.scalars)
    }

    private func of(
        _ table: TableRows, _ columns: [(column: Int, audience: Audience)], at tick: Tick
    ) -> TableRows {
        var ids: [UInt16] = []
        var words: [UInt32] = []
        for (place, id) in table.ids.enumerated() where sees(id, at: tick) {
            var row = Array(table.row(place))
            for (column, audience) in columns where !reaches(audience, of: id) { row[column] = 0 }
            ids.append(id)
            words += row
        }
        return TableRows(ids: ids, words: words, width: table.width)
    }

    /// Each id is out of sight for a quarter of the time, each at another time.
    private func sees(_ id: UInt16, at tick: Tick) -> Bool {
        !isNarrow || (UInt32(id) &* 40_503 >> 4 + tick.rawValue >> 4) & 3 != 0
    }

    /// A third of the entities are this player's, another third are the team's.
    private func reaches(_ audience: Audience, of id: UInt16) -> Bool {
        guard isPlayer else { return false }
        return id % 3 == 0 || audience == .team && id % 3 == 1
    }
}
