import UmpireBasics

/// Lets a client of one version of a game play on a server of another.
///
/// Tables and fields are matched by name, fields also by the name that one of them had earlier
/// (`was:`), and values by what they mean:
///
/// | | server → client: world and cues | client → server: inputs |
/// |---|---|---|
/// | only the sender has it | dropped | dropped |
/// | only the receiver has it | update needed | the value nearest to 0, false, the first case |
/// | another range, step or kind of number | the nearest value | the nearest value |
/// | angle | around the circle, which must be the same | likewise |
/// | rotation | the nearest, whatever its bits | likewise |
/// | case unknown to the receiver | update needed | update needed |
/// | seen by fewer than the client expects | update needed | |
/// | anything else | update needed | update needed |
///
/// A client keeps the server's rows as they are, since frames and their hashes are about these,
/// and maps what it shows. Integers and the four basic operations on doubles only, so that each
/// client computes the same. Nothing allocates once the receiver's memory has grown, while nobody
/// else holds it.
public struct SchemaMapping: Sendable {
    /// For each table of the client that of the server, and how its rows are mapped.
    private let tables: [(table: Int, row: SchemaMappingRow)]
    private let scalars: SchemaMappingRow
    private let cue: SchemaMappingRow
    private let input: SchemaMappingRow

    /// The mapping between a server's schema and a client's own; fails with all that is missing.
    public init(
        server: SchemaDescription, client: SchemaDescription
    ) throws(SchemaMappingFault) {
        var gaps: [SchemaMappingGap] = []
        var tables: [(table: Int, row: SchemaMappingRow)] = []
        for table in client.world.tables {
            guard let index = server.world.tables.firstIndex(where: { $0.name == table.name })
            else {
                gaps.append(.noTable(table.name))
                continue
            }
            let row = SchemaMappingRow(
                shown: server.world.tables[index].plan, as: table.plan, in: table.name,
                gaps: &gaps)
            tables.append((index, row))
        }
        self.tables = tables
        scalars = SchemaMappingRow(
            shown: server.world.scalars, as: client.world.scalars, in: "scalars", gaps: &gaps)
        cue = SchemaMappingRow(shown: server.cue, as: client.cue, in: "cue", gaps: &gaps)
        input = SchemaMappingRow(said: client.input, as: server.input, in: "input", gaps: &gaps)
        guard gaps.isEmpty else { throw SchemaMappingFault(gaps: gaps) }
    }

    /// Makes `own`, of the client's shape, what `snapshot`, of the server's shape, shows.
    public func map(_ snapshot: borrowing Snapshot, into own: inout Snapshot) {
        require(own.tables.count == tables.count, "a snapshot is mapped into the client's shape")
        own.tick = snapshot.tick
        for (index, (table, row)) in tables.enumerated() {
            own.tables[index].map(snapshot.tables[table], row)
        }
        own.scalars.removeAll(keepingCapacity: true)
        scalars.append(snapshot.scalars, from: 0, to: &own.scalars)
    }

    /// Appends the client's row of the server's cue that begins at `start` of `words`.
    public func cueRow(
        _ words: borrowing [UInt32], from start: Int, into own: inout [UInt32]
    ) {
        require(start >= 0 && start + cue.width <= words.count, "a cue is a whole row")
        cue.append(words, from: start, to: &own)
    }

    /// Appends the server's row of the client's input `row`.
    public func inputRow(_ row: borrowing [UInt32], into words: inout [UInt32]) {
        require(row.count == input.width, "an input is one row of the client's schema")
        input.append(row, from: 0, to: &words)
    }
}

extension TableRows {
    /// Becomes what `other`, of a server, shows by the mapping of its rows.
    fileprivate mutating func map(_ other: borrowing TableRows, _ row: SchemaMappingRow) {
        reset(width: width)
        ids.append(contentsOf: other.ids)
        for index in other.ids.indices {
            row.append(other.words, from: index * other.width, to: &words)
        }
    }
}
