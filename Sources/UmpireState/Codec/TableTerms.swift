/// What encoder and decoder know of the rows of one table before a packet says anything.
struct TableTerms: Sendable {
    /// The table's index; the scalars come behind the tables.
    let table: Int
    let contexts: RowContexts
    /// Whether quantities are expected to move on, by field.
    let moves: [Bool]
    let ages: SnapshotAges

    init(
        _ table: Int, _ plan: borrowing CodecPlan, _ moves: borrowing [[Bool]],
        _ ages: SnapshotAges
    ) {
        self.table = table
        contexts = plan.tables[table]
        self.moves = moves[table]
        self.ages = ages
    }

    /// Fields of a row.
    var width: Int { contexts.fields.count }

    /// Where a field's bits are spent.
    @inline(__always)
    func place(_ field: Int) -> SymbolPlace { SymbolPlace(table: table, field: field) }
}
