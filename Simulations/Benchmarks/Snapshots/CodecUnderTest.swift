import UmpireState

/// What is measured: one mode of the codec against baselines of one age. All that the benchmark
/// knows of the codec is in this file.
struct CodecUnderTest {
    /// The codec's modes, in the order of the table.
    enum Mode: String, CaseIterable, Sendable {
        case speed, dense

        /// The mode's number on the wire.
        var number: UInt32 { UInt32(codec.rawValue) }

        fileprivate var codec: CodecMode {
            switch self {
            case .speed: .speed
            case .dense: .dense
            }
        }
    }

    private let plan: CodecPlan
    private let mode: Mode
    private let baselineAge: Int
    /// Stands for a predecessor that is not there.
    private let nothing: Snapshot
    private var counts: SymbolCounts
    private var tables: CodecTables
    private var encoder: DeltaEncoder
    private var decoder: DeltaDecoder
    private var writer = BitWriter()

    init(_ shape: WorldShape, _ mode: Mode, baselineAge: Int) {
        plan = CodecPlan(shape)
        self.mode = mode
        self.baselineAge = baselineAge
        nothing = Snapshot(shape: shape)
        tables = CodecTables(plan, mode: mode.codec)
        counts = SymbolCounts(plan, tables)
        encoder = DeltaEncoder(plan, tables)
        decoder = DeltaDecoder(plan, tables)
    }

    /// Counts a snapshot of the half from which the tables are made.
    mutating func train(_ now: Snapshot, against baseline: Snapshot, predecessor: Snapshot?) {
        counts.add(now, against: baseline, after: predecessor ?? nothing, ages(predecessor))
    }

    /// Makes the tables; called once, before the first packet. The decoder has what it reads from
    /// the bits that a client would get.
    mutating func finishTraining() throws {
        tables = counts.tables(epoch: 1)
        let message = tableMessage
        var reader = BitReader(message.span.bytes)
        let read = try CodecTables(&reader, plan, mode: mode.codec, epoch: 1)
        try reader.requireEnd()
        encoder = DeltaEncoder(plan, tables)
        decoder = DeltaDecoder(plan, read)
    }

    /// The tables as clients get them.
    var tableMessage: [UInt8] {
        var writer = BitWriter()
        tables.write(plan, into: &writer)
        writer.finish()
        return writer.bytes
    }

    /// The bytes of the packet that was written last.
    var packet: [UInt8] { writer.bytes }

    /// Writes the packet that turns `baseline` into `now`.
    ///
    /// `predecessor` is what the client held before the baseline; nothing newer than the baseline
    /// is at hand.
    mutating func encode(_ now: Snapshot, against baseline: Snapshot, predecessor: Snapshot?) {
        writer.reset()
        encoder.encode(
            now, against: baseline, after: predecessor ?? nothing, ages(predecessor),
            into: &writer)
        encoder.finish(&writer)
    }

    /// Reads the packet that was written last.
    mutating func decode(
        against baseline: Snapshot, predecessor: Snapshot?, into snapshot: inout Snapshot
    ) throws {
        let bytes = writer.bytes
        var reader = BitReader(bytes.span.bytes)
        try decoder.decode(
            &reader, against: baseline, after: predecessor ?? nothing, ages(predecessor),
            into: &snapshot)
        try reader.requireEnd()
    }

    /// In snapshots, since they come at even steps; without a predecessor there is no movement.
    private func ages(_ predecessor: Snapshot?) -> SnapshotAges {
        predecessor == nil ? SnapshotAges() : SnapshotAges(ahead: UInt8(baselineAge), behind: 1)
    }
}
