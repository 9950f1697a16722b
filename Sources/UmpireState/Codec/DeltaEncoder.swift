import UmpireBasics

/// Writes a world against a baseline, or against nothing (a keyframe).
///
/// The layout is in the article *Codec*. Cost is linear in the words of the snapshots, and little
/// for rows that do not change. Reused, it allocates only while it grows.
public struct DeltaEncoder: Sendable {
    /// How it makes bits of symbols.
    public let mode: CodecMode
    /// The epoch of the tables that it writes with.
    public let epoch: UInt8
    private let plan: CodecPlan
    private let moves: [[Bool]]
    private var table = TableWriter()
    private var speed: RowWriter<PrefixEncoder>
    private var dense: RowWriter<RangeEncoder>

    /// An encoder of worlds whose plan is `plan`.
    public init(_ plan: CodecPlan, _ tables: CodecTables) {
        self.plan = plan
        mode = tables.mode
        epoch = tables.epoch
        moves = tables.moves
        speed = RowWriter(PrefixEncoder(plan, tables))
        dense = RowWriter(RangeEncoder(plan, tables))
    }

    /// Whether rows that were written for one view are kept for others that see the same of them:
    /// speed mode only. It costs memory for three snapshots and little time.
    public var sharesRows: Bool {
        get { speed.sharesRows }
        set { speed.sharesRows = newValue }
    }

    /// Appends what turns `baseline` into `snapshot`; all have the shape of the plan.
    ///
    /// `predecessor` is what the client held before `baseline`; it does not matter when
    /// `ages.behind` is 0. Raw bits may follow; then `finish` must be called.
    public mutating func encode(
        _ snapshot: borrowing Snapshot, against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges, into writer: inout BitWriter
    ) {
        switch mode {
        case .speed:
            DeltaEncoder.write(
                snapshot, baseline, predecessor, plan, moves, ages, &table, &speed, &writer)
        case .dense:
            dense.sink.begin()
            DeltaEncoder.write(
                snapshot, baseline, predecessor, plan, moves, ages, &table, &dense, &writer)
        }
    }

    /// Ends the packet: whole bytes, and behind them in dense mode those of the range coder.
    public mutating func finish(_ writer: inout BitWriter) {
        writer.finish()
        guard mode == .dense else { return }
        dense.sink.finish(&writer)
        writer.finish()
    }

    static func write(
        _ now: borrowing Snapshot, _ old: borrowing Snapshot, _ older: borrowing Snapshot,
        _ plan: borrowing CodecPlan, _ moves: borrowing [[Bool]],
        _ ages: SnapshotAges, _ table: inout TableWriter,
        _ row: inout RowWriter<some SymbolSink & Sendable>, _ writer: inout BitWriter
    ) {
        for index in now.tables.indices {
            let terms = TableTerms(index, plan, moves, ages)
            table.write(
                now.tables[index], against: old.tables[index], after: older.tables[index],
                terms, &row,
                &writer)
        }
        let terms = TableTerms(now.tables.count, plan, moves, ages)
        row.writeScalars(now.scalars.span, old.scalars.span, older.scalars.span, terms, &writer)
    }
}
