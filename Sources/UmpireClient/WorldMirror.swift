public import UmpireBasics
public import UmpireGame
public import UmpireProtocol
public import UmpireState

/// What a client knows of its room's world: the newest snapshot, made from frames.
///
/// ```
///   frame ──▶ newest + delta ──▶ spare ──▶ hash agrees? ──▶ swap: spare is the newest
///                                  └── any fault: the newest stays as it was
/// ```
/// Both snapshots keep their memory. Restoring the world from the newest one is done when
/// somebody asks for it, at most once a frame.
public struct WorldMirror<G: Game>: Sendable {
    /// The newest snapshot; empty before the first frame.
    public private(set) var snapshot: Snapshot
    /// The newest frame's head, nil before the first and after `reset`.
    public private(set) var head: SnapshotHead?
    /// What the newest frame said to this client alone.
    public private(set) var prefix: SnapshotPrefix
    /// The cues of the newest frame, in the order in which they happened.
    public private(set) var cues: [SeenCue<G.Cue>] = []

    private let plan: GamePlan<G>
    private let empty: Snapshot
    private var spare: Snapshot
    private var cueWords: [UInt32] = []
    private var restored = G.World()
    private var isRestored = false

    /// A mirror that has seen nothing.
    public init(plan: GamePlan<G>) {
        self.plan = plan
        empty = Snapshot(shape: plan.world.shape)
        snapshot = empty
        spare = empty
        prefix = WorldMirror.nothingApplied
    }

    /// The tick of the newest snapshot, 0 before the first.
    public var tick: Tick { head?.tick ?? .zero }

    /// The world of the newest snapshot: quantised, and blank where this client sees nothing.
    public var world: G.World {
        mutating get {
            if !isRestored {
                plan.world.restore(snapshot, into: &restored)
                isRestored = true
            }
            return restored
        }
    }

    /// Forgets the snapshot, as for a new connection or room: only a keyframe can follow.
    public mutating func reset() {
        head = nil
        prefix = WorldMirror.nothingApplied
        snapshot = empty
        cues.removeAll(keepingCapacity: true)
        isRestored = false
    }

    /// Takes a snapshot frame; after a fault the mirror is what it was before.
    public mutating func take(_ bytes: RawSpan) throws(MirrorFault) -> SnapshotFrame {
        guard let frame = SnapshotFrame(parsing: bytes) else { throw .notASnapshot }
        if frame.head.age > 0 { try requireBaseline(of: frame.head) }
        do throws(DecodeError) {
            try decode(bytes, frame)
        } catch {
            throw .undecodable(error)
        }
        if let expected = frame.head.viewHash {
            let computed = spare.viewHash
            guard computed == expected else {
                throw .differentState(
                    tick: frame.head.tick, expected: expected, computed: computed)
            }
        }
        spare.tick = frame.head.tick
        swap(&snapshot, &spare)
        head = frame.head
        prefix = frame.prefix
        isRestored = false
        takeCues()
        return frame
    }

    private static var nothingApplied: SnapshotPrefix { SnapshotPrefix(ackSequence: 0, lead: -128) }

    private func requireBaseline(of next: SnapshotHead) throws(MirrorFault) {
        let baseline = next.tick.rawValue.subtractingReportingOverflow(UInt32(next.age))
        guard let head, !baseline.overflow, baseline.partialValue == head.tick.rawValue else {
            throw .unknownBaseline(tick: next.tick, age: next.age)
        }
    }

    /// Fills `spare` and `cueWords` (ticks ago, then the row, for each cue).
    private mutating func decode(
        _ bytes: RawSpan, _ frame: SnapshotFrame
    ) throws(DecodeError) {
        var reader = BitReader(bytes, from: frame.bodyOffset)
        let shape = plan.world.shape
        if frame.head.age == 0 {
            try SnapshotDecoder.decode(&reader, against: empty, shape: shape, into: &spare)
        } else {
            try SnapshotDecoder.decode(&reader, against: snapshot, shape: shape, into: &spare)
        }
        cueWords.removeAll(keepingCapacity: true)
        let count = Int(try reader.readVarint())
        guard count <= Limits.cuesPerTick * Limits.baselines else { throw .tooManyCues(count) }
        for _ in 0..<count {
            cueWords.append(try reader.readVarint())
            try SnapshotDecoder.readRaw(&reader, plan: plan.cue.plan, into: &cueWords)
        }
        try reader.requireEnd()
    }

    private mutating func takeCues() {
        if cues.isEmpty && cueWords.isEmpty { return }
        cues.removeAll(keepingCapacity: true)
        let width = plan.cue.plan.width + 1
        for start in stride(from: 0, to: cueWords.count, by: width) {
            let ago = min(cueWords[start], tick.rawValue)
            cues.append(
                SeenCue(
                    tick: Tick(tick.rawValue - ago),
                    cue: plan.cue.value(of: cueWords[(start + 1)..<(start + width)])))
        }
    }
}
