import UmpireBasics
import UmpireProtocol
import UmpireState

/// Encodes a room's world once for each view and baseline, however many clients share them.
struct SnapshotSender: Sendable {
    private let description: SchemaDescription
    private let blank: Snapshot
    private var views: [SnapshotView] = [SnapshotView(viewer: .everyone)]
    private var writer = BitWriter()
    private var cues: CueHistory
    private var cueRows: [UInt32] = []

    init(_ description: SchemaDescription) {
        self.description = description
        blank = Snapshot(shape: description.world)
        cues = CueHistory(width: description.cue.width)
    }

    /// Takes the cues of `tick`, whose rows `append` appends and counts.
    mutating func addCues(at tick: Tick, _ append: (inout [UInt32]) -> Int) {
        cueRows.removeAll(keepingCapacity: true)
        let count = append(&cueRows)
        let width = description.cue.width
        for index in 0..<count {
            cues.append(cueRows[(index * width)..<((index + 1) * width)], at: tick)
        }
    }

    /// The body of the snapshot for `viewer` at `tick`, in `effects`' bytes.
    ///
    /// `capture` is called at most once for each view and tick.
    mutating func body(
        for viewer: Viewer, lastSent: Tick?, at tick: Tick, into effects: inout Effects,
        _ capture: (Viewer, inout Snapshot) -> Void
    ) -> ByteRange {
        let index = viewIndex(for: viewer)
        views[index].captureOnce(at: tick, shape: description.world) { capture(viewer, &$0) }
        let age = views[index].age(of: lastSent, at: tick)
        if let range = views[index].encoding(age: age) { return range }
        let range = encode(index, age: age, at: tick, into: &effects)
        views[index].remember(range, age: age)
        return range
    }

    /// Forgets what is too old to be a baseline: cues, and views that nobody was sent for so long.
    mutating func forget(at tick: Tick) {
        let horizon = Int(tick.rawValue) - Limits.baselines
        cues.forget(before: Tick(UInt32(max(0, horizon))))
        guard views.count > 1 else { return }
        views.removeAll { $0.viewer != .everyone && $0.isOutdated(at: tick) }
    }

    private mutating func viewIndex(for viewer: Viewer) -> Int {
        if let index = views.firstIndex(where: { $0.viewer == viewer }) { return index }
        views.append(SnapshotView(viewer: viewer))
        return views.count - 1
    }

    private mutating func encode(
        _ index: Int, age: UInt8, at tick: Tick, into effects: inout Effects
    ) -> ByteRange {
        writer.reset()
        var viewHash: UInt32?
        let baselineTick = Tick(tick.rawValue - UInt32(age == 0 ? 1 : age))
        views[index].withPair(at: tick, age: age, blank: blank) { now, baseline in
            if age == 0 || tick.rawValue % 16 == 0 { viewHash = now.viewHash }
            SnapshotEncoder.encode(
                now, against: baseline, shape: description.world, into: &writer)
        }
        let first = cues.first(after: baselineTick)
        writer.writeVarint(UInt32(cues.count - first))
        for cue in first..<cues.count {
            writer.writeVarint(UInt32(tick.distance(since: cues.tick(cue))))
            SnapshotEncoder.writeRaw(cues.row(cue), plan: description.cue, into: &writer)
        }
        writer.finish()
        let head = SnapshotHead(tick: tick, age: age, viewHash: viewHash)
        return effects.append { bytes in
            head.write(into: &bytes)
            bytes.append(contentsOf: writer.bytes)
        }
    }
}
