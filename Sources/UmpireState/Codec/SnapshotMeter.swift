/// Decodes packets to see where their bits go.
struct SnapshotMeter: Sendable {
    private var mode: CodecMode
    private var moves: [[Bool]]
    private var table = TableReader()
    private var spare: Snapshot
    private var speed: RowReader<MeasuringSource<PrefixDecoder>>
    private var dense: RowReader<MeasuringSource<RangeDecoder>>

    init(_ plan: CodecPlan, _ tables: CodecTables, _ shape: WorldShape) {
        mode = tables.mode
        moves = tables.moves
        spare = Snapshot(shape: shape)
        speed = RowReader(MeasuringSource(PrefixDecoder(plan, tables), plan))
        dense = RowReader(MeasuringSource(RangeDecoder(plan, tables), plan))
    }

    mutating func use(_ plan: CodecPlan, _ tables: CodecTables) {
        mode = tables.mode
        moves = tables.moves
        speed = RowReader(MeasuringSource(PrefixDecoder(plan, tables), plan))
        dense = RowReader(MeasuringSource(RangeDecoder(plan, tables), plan))
    }

    /// What the last packet spent on each part, in 256ths of a bit.
    var spent: [Int] { mode == .speed ? speed.source.spent : dense.source.spent }

    mutating func read(
        _ reader: inout BitReader, _ plan: borrowing CodecPlan,
        against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges
    ) throws(DecodeError) {
        switch mode {
        case .speed:
            speed.source.begin(reader)
            try DeltaDecoder.read(
                &spare, baseline, predecessor, plan, moves, ages, &table, &speed, &reader)
            speed.source.end(reader)
        case .dense:
            dense.source.base.begin(reader)
            dense.source.begin(reader)
            try DeltaDecoder.read(
                &spare, baseline, predecessor, plan, moves, ages, &table, &dense, &reader)
            dense.source.end(reader)
            try dense.source.base.finish(&reader)
        }
    }
}
