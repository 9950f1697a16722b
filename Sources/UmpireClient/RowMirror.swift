public import UmpireBasics
public import UmpireProtocol
public import UmpireState

/// What a client knows of its room's world, as rows: the last two snapshots, made from frames.
///
/// ```
///   frame ──▶ newest + delta, previous beside it ──▶ spare ──▶ hash agrees? ──▶ all move on:
///                                    │                        spare ▶ newest ▶ previous ▶ spare
///                                    └── any fault: all stay as they were
/// ```
/// All keep their memory. It knows the schema and no game, so that nothing in it is generic.
public struct RowMirror: Sendable {
    /// The newest frame's head, nil before the first and after `reset`.
    public private(set) var head: SnapshotHead?
    /// What the newest frame said to this client alone.
    public private(set) var prefix = RowMirror.nothingApplied
    /// Frames so far whose state was compared with the server's by a hash, and agreed.
    public private(set) var hashChecks = 0

    let description: SchemaDescription
    let empty: Snapshot
    @usableFromInline var newest: DecodedFrame
    private var previous: DecodedFrame
    private var spare: DecodedFrame
    private(set) var decoding: FrameDecoding

    /// A mirror that has seen nothing.
    public init(_ description: SchemaDescription) {
        self.description = description
        empty = Snapshot(shape: description.world)
        newest = DecodedFrame(empty: empty)
        previous = newest
        spare = newest
        decoding = FrameDecoding(description)
    }

    /// The newest snapshot; empty before the first frame.
    @inlinable
    public var snapshot: Snapshot { _read { yield newest.snapshot } }

    /// The cues of the newest frame, in the order in which they happened.
    @inlinable
    public var cues: [CueRow] { _read { yield newest.cues } }

    /// The rows of `cues`, one after the other.
    @inlinable
    public var cueWords: [UInt32] { _read { yield newest.cueWords } }

    /// The tick of the newest snapshot, 0 before the first.
    @inlinable
    public var tick: Tick { head?.tick ?? .zero }

    /// Forgets the snapshot, as for a new connection or room: only a keyframe can follow.
    public mutating func reset() {
        head = nil
        prefix = RowMirror.nothingApplied
        newest.snapshot = empty
        newest.cues.removeAll(keepingCapacity: true)
        newest.cueWords.removeAll(keepingCapacity: true)
        decoding.reset(.speed, description)
    }

    /// Takes a tables frame: what the room's frames are written with from now on.
    public mutating func takeTables(_ bytes: RawSpan) throws(MirrorFault) {
        decoding = try FrameDecoding(bytes, description)
    }

    /// Takes a tables frame that another client of the process may have taken.
    public mutating func takeTables(
        _ bytes: RawSpan, sharing cache: inout DecodeCache
    ) throws(MirrorFault) {
        decoding = try cache.decoding(bytes, description)
    }

    /// Takes a snapshot frame; after a fault the mirror is what it was before.
    public mutating func take(_ bytes: RawSpan) throws(MirrorFault) -> SnapshotFrame {
        let frame = try parse(bytes)
        try decoding.prepare(for: frame.head, description)
        try spare.decode(
            bytes, frame, against: baseline(of: frame.head), after: predecessor(of: frame.head),
            description, &decoding.decoder)
        accept(frame)
        return frame
    }

    /// Takes a snapshot frame, decoded for another client of the process or for this one.
    ///
    /// The cache changes nothing but the cost.
    public mutating func take(
        _ bytes: RawSpan, sharing cache: inout DecodeCache
    ) throws(MirrorFault) -> SnapshotFrame {
        let frame = try parse(bytes)
        try decoding.prepare(for: frame.head, description)
        try cache.take(
            bytes, frame, against: baseline(of: frame.head), after: predecessor(of: frame.head),
            description, &decoding, into: &spare)
        accept(frame)
        return frame
    }

    private static var nothingApplied: SnapshotPrefix { SnapshotPrefix(ackSequence: 0, lead: -128) }

    func parse(_ bytes: RawSpan) throws(MirrorFault) -> SnapshotFrame {
        guard let frame = SnapshotFrame(parsing: bytes) else { throw .notASnapshot }
        if frame.head.age > 0 { try requireBaseline(of: frame.head) }
        return frame
    }

    /// What a frame that was parsed is a change of.
    func baseline(of head: SnapshotHead) -> Snapshot { head.age == 0 ? empty : newest.snapshot }

    /// What was held before the baseline; nil when the frame names nothing.
    func predecessor(of head: SnapshotHead) -> Snapshot? {
        head.predecessorAge > 0 ? previous.snapshot : nil
    }

    private func requireBaseline(of next: SnapshotHead) throws(MirrorFault) {
        let baseline = next.tick.rawValue.subtractingReportingOverflow(UInt32(next.age))
        guard let head, !baseline.overflow, baseline.partialValue == head.tick.rawValue else {
            throw .unknownBaseline(tick: next.tick, age: next.age)
        }
        // The newest is a change of the previous one, unless it is a keyframe, whose age is 0.
        guard next.predecessorAge == 0 || next.predecessorAge == head.age else {
            throw .unknownBaseline(tick: next.tick, age: next.predecessorAge)
        }
    }

    /// The spare frame holds what the bytes say: it becomes the newest.
    private mutating func accept(_ frame: SnapshotFrame) {
        swap(&newest, &spare)
        swap(&previous, &spare)
        head = frame.head
        prefix = frame.prefix
        if frame.head.viewHash != nil { hashChecks += 1 }
    }
}
