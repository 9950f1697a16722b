import UmpireBasics
import UmpireProtocol
import UmpireState

/// The frames of a match in one shape: some train the codec's tables, the others are counted.
struct FrameTrial {
    /// A cue and when it was given.
    struct Cue {
        let tick: Tick
        let row: [UInt32]
    }

    private let description: SchemaDescription
    private let codec: SnapshotCodec
    /// The field whose step is doubled.
    private let coarser: CoarserField?
    private var encoder: DeltaEncoder
    private var counts: SymbolCounts
    private var writer = BitWriter()
    private var now: Snapshot
    private var baseline: Snapshot
    private var predecessor: Snapshot
    private var taken = 0
    /// Bytes of the frames that were counted, from the message's first to its last.
    private(set) var bytes = 0
    /// What the counted frames' bits are for; nil: nobody asks.
    private(set) var fields: FieldBits?

    init(
        _ description: SchemaDescription, _ mode: CodecMode, coarser: CoarserField? = nil,
        hasFields: Bool = false
    ) {
        self.description = description
        self.coarser = coarser
        codec = coarser.map { SnapshotCodec($0.shape) } ?? description.codec
        encoder = codec.encoder(mode)
        counts = SymbolCounts(codec.plan, codec.tables(mode))
        now = Snapshot(shape: description.world)
        baseline = now
        predecessor = now
        fields = hasFields ? FieldBits(description) : nil
    }

    /// Writes with what the frames so far teach from now on.
    mutating func train() {
        let tables = counts.tables(epoch: 1)
        encoder = DeltaEncoder(codec.plan, tables)
        fields?.use(tables, key: 1)
    }

    /// Takes the next snapshot of a stream, and either learns from its frame or counts its bytes.
    mutating func take(_ snapshot: Snapshot, _ cues: [Cue], isCounted: Bool) throws {
        now = snapshot
        coarser?.coarsen(&now)
        let ages = SnapshotAges(
            ahead: taken > 0 ? FrameTrial.age(now, baseline) : 0,
            behind: taken > 1 ? FrameTrial.age(baseline, predecessor) : 0)
        if isCounted {
            try count(ages, cues)
        } else {
            counts.add(now, against: baseline, after: predecessor, ages)
        }
        swap(&predecessor, &baseline)
        swap(&baseline, &now)
        taken += 1
    }

    /// Writes the frame as a room does.
    private mutating func count(_ ages: SnapshotAges, _ cues: [Cue]) throws {
        let hasHash = ages.ahead == 0 || now.tick.rawValue % 16 == 0
        let head = SnapshotHead(
            tick: now.tick, age: ages.ahead, predecessorAge: ages.behind,
            isDense: encoder.mode == .dense, epoch: encoder.epoch,
            viewHash: hasHash ? now.viewHash : nil)
        let headBytes = SnapshotPrefix.byteCount + head.byteCount
        writer.reset()
        encoder.encode(now, against: baseline, after: predecessor, ages, into: &writer)
        writer.writeVarint(UInt32(cues.count))
        for cue in cues {
            writer.writeVarint(UInt32(now.tick.distance(since: cue.tick)))
            RawRow.write(cue.row[...], plan: description.cue, into: &writer)
        }
        encoder.finish(&writer)
        let body = writer.bytes
        bytes += headBytes + body.count
        var reader = BitReader(body.span.bytes)
        try fields?.add(
            &reader, headBytes: headBytes, against: baseline, after: predecessor, ages)
    }

    private static func age(_ new: borrowing Snapshot, _ old: borrowing Snapshot) -> UInt8 {
        UInt8(clamping: new.tick.distance(since: old.tick))
    }
}
