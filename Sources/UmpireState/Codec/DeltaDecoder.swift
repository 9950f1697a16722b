import UmpireBasics

/// Reads what `DeltaEncoder` wrote: any bytes give a valid state or are refused.
///
/// It allocates at most what the limits allow, and once warm nothing.
public struct DeltaDecoder: Sendable {
    /// How it makes symbols of bits.
    public let mode: CodecMode
    /// The epoch of the tables that it reads with.
    public let epoch: UInt8
    private let plan: CodecPlan
    private let moves: [[Bool]]
    private var table = TableReader()
    private var speed: RowReader<PrefixDecoder>
    private var dense: RowReader<RangeDecoder>

    /// A decoder of worlds whose plan is `plan`.
    public init(_ plan: CodecPlan, _ tables: CodecTables) {
        self.plan = plan
        mode = tables.mode
        epoch = tables.epoch
        moves = tables.moves
        speed = RowReader(PrefixDecoder(plan, tables))
        dense = RowReader(RangeDecoder(plan, tables))
    }

    /// Makes `snapshot` what `baseline` becomes by the bits of `reader`, whose rest are raw bits.
    ///
    /// `predecessor` is what was held before `baseline`; it does not matter when `ages.behind` is
    /// 0. Throws when bits are missing, a word is above its field's limit, or ids and places are
    /// none; `snapshot` then holds a part and must be thrown away.
    public mutating func decode(
        _ reader: inout BitReader, against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges,
        into snapshot: inout Snapshot
    ) throws(DecodeError) {
        switch mode {
        case .speed:
            try DeltaDecoder.read(
                &snapshot, baseline, predecessor, plan, moves, ages, &table, &speed, &reader)
        case .dense:
            dense.source.begin(reader)
            try DeltaDecoder.read(
                &snapshot, baseline, predecessor, plan, moves, ages, &table, &dense, &reader)
            try dense.source.finish(&reader)
        }
    }

    static func read(
        _ now: inout Snapshot, _ old: borrowing Snapshot, _ older: borrowing Snapshot,
        _ plan: borrowing CodecPlan, _ moves: borrowing [[Bool]],
        _ ages: SnapshotAges, _ table: inout TableReader,
        _ row: inout RowReader<some SymbolSource & Sendable>, _ reader: inout BitReader
    ) throws(DecodeError) {
        for index in now.tables.indices {
            let terms = TableTerms(index, plan, moves, ages)
            try table.read(
                into: &now.tables[index], against: old.tables[index],
                after: older.tables[index], terms, &row, &reader)
        }
        let terms = TableTerms(now.tables.count, plan, moves, ages)
        now.copyScalars(of: old)
        var scalars = now.scalars.mutableSpan
        try row.readScalars(&scalars, older.scalars.span, terms, &reader)
    }
}
