import UmpireBasics
import UmpireProtocol
import UmpireState

/// What one kind of viewer was shown in the last ticks, and this tick's encodings of it.
struct SnapshotView: Sendable {
    private struct Encoding: Sendable {
        let age: UInt8
        let range: ByteRange
    }

    let viewer: Viewer
    /// Snapshots by tick modulo their number; nil until first used.
    private var history: [Snapshot?]
    private var encodings: [Encoding] = []
    private var capturedTick: Tick?

    init(viewer: Viewer) {
        self.viewer = viewer
        history = [Snapshot?](repeating: nil, count: Limits.baselines)
    }

    /// Makes room for the snapshot of `tick`, and lets `capture` fill it, once a tick.
    mutating func captureOnce(
        at tick: Tick, shape: WorldShape, _ capture: (inout Snapshot) -> Void
    ) {
        guard capturedTick != tick else { return }
        capturedTick = tick
        encodings.removeAll(keepingCapacity: true)
        let index = Int(tick.rawValue) % history.count
        // Taken out and put back, so that its arrays are not copied.
        var snapshot = history[index] ?? Snapshot(shape: shape)
        history[index] = nil
        capture(&snapshot)
        history[index] = snapshot
    }

    /// Whether nothing that it holds can be a baseline any more.
    func isOutdated(at tick: Tick) -> Bool {
        capturedTick.map { tick.distance(since: $0) >= history.count } ?? true
    }

    /// The age of the baseline for a client that was last sent the snapshot of `lastSent`; 0: a
    /// keyframe.
    func age(of lastSent: Tick?, at tick: Tick) -> UInt8 {
        guard let lastSent, lastSent < tick, tick.distance(since: lastSent) < history.count,
            history[Int(lastSent.rawValue) % history.count]?.tick == lastSent
        else { return 0 }
        return UInt8(tick.distance(since: lastSent))
    }

    func encoding(age: UInt8) -> ByteRange? {
        for encoding in encodings where encoding.age == age { return encoding.range }
        return nil
    }

    mutating func remember(_ range: ByteRange, age: UInt8) {
        encodings.append(Encoding(age: age, range: range))
    }

    /// Calls `use` with the snapshot of `tick` and the one `age` ticks before, or `blank` for a
    /// keyframe.
    func withPair(
        at tick: Tick, age: UInt8, blank: Snapshot,
        _ use: (borrowing Snapshot, borrowing Snapshot) -> Void
    ) {
        guard let now = history[Int(tick.rawValue) % history.count] else { return }
        let before = Int(tick.rawValue) - Int(age)
        if age > 0, let baseline = history[before % history.count] {
            use(now, baseline)
        } else {
            use(now, blank)
        }
    }
}
