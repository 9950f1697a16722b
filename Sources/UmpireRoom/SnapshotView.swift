import UmpireBasics
import UmpireProtocol
import UmpireState

/// What one kind of viewer was shown in the last ticks, and this tick's encodings of it.
struct SnapshotView: Sendable {
    private struct Encoding: Sendable {
        let base: BaselineAges
        /// Whose cues it has; nil: only those for all.
        let listener: PlayerID?
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
    ///
    /// It is given the snapshot before, if that is kept.
    mutating func captureOnce(
        at tick: Tick, shape: WorldShape, _ capture: (Snapshot?, inout Snapshot) -> Void
    ) {
        guard capturedTick != tick else { return }
        let last = capturedTick.map { Int($0.rawValue) % history.count }
        capturedTick = tick
        encodings.removeAll(keepingCapacity: true)
        let index = Int(tick.rawValue) % history.count
        // Taken out and put back, so that its arrays are not copied.
        var snapshot = history[index] ?? Snapshot(shape: shape)
        history[index] = nil
        capture(last.flatMap { history[$0] }, &snapshot)
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

    /// How far back lie what the client of a view was sent last, and before that.
    func ages(of lastSent: Tick?, _ sentBefore: Tick?, at tick: Tick) -> BaselineAges {
        let age = age(of: lastSent, at: tick)
        guard age > 0 else { return BaselineAges(baseline: 0, predecessor: 0) }
        return BaselineAges(baseline: age, predecessor: self.age(of: sentBefore, at: tick))
    }

    func encoding(_ base: BaselineAges, for listener: PlayerID? = nil) -> ByteRange? {
        for encoding in encodings where encoding.base == base && encoding.listener == listener {
            return encoding.range
        }
        return nil
    }

    mutating func remember(
        _ range: ByteRange, _ base: BaselineAges, for listener: PlayerID? = nil
    ) {
        encodings.append(Encoding(base: base, listener: listener, range: range))
    }

    /// Calls `use` with the snapshot that was captured `age` ticks before `tick`; false when it is
    /// not kept.
    func withSnapshot(age: UInt8, at tick: Tick, _ use: (borrowing Snapshot) -> Void) -> Bool {
        let index = (Int(tick.rawValue) - Int(age)) % history.count
        guard index >= 0, let snapshot = history[index],
            snapshot.tick.rawValue == tick.rawValue &- UInt32(age)
        else { return false }
        use(snapshot)
        return true
    }

    /// Calls `use` with the snapshot of `tick`, the baseline, or `blank` for a keyframe, and the
    /// predecessor, if there is one.
    func withSnapshots(
        at tick: Tick, _ base: BaselineAges, blank: Snapshot,
        _ use: (borrowing Snapshot, borrowing Snapshot, borrowing Snapshot?) -> Void
    ) {
        guard let now = history[Int(tick.rawValue) % history.count] else { return }
        let before = Int(tick.rawValue) - Int(base.baseline)
        guard base.baseline > 0, let baseline = history[before % history.count] else {
            return use(now, blank, nil)
        }
        let first = Int(tick.rawValue) - Int(base.predecessor)
        use(now, baseline, base.predecessor > 0 ? history[first % history.count] : nil)
    }

    /// Whether baseline and predecessor are both kept, exactly that far back.
    func has(_ base: BaselineAges, at tick: Tick) -> Bool {
        [base.baseline, base.predecessor].allSatisfy { age in
            let index = (Int(tick.rawValue) - Int(age)) % history.count
            guard index >= 0, let snapshot = history[index] else { return false }
            return snapshot.tick.rawValue == tick.rawValue &- UInt32(age)
        }
    }

    /// The hash of what was captured at `tick`, if it is kept.
    func viewHash(at tick: Tick) -> UInt32? {
        guard let snapshot = history[Int(tick.rawValue) % history.count], snapshot.tick == tick
        else { return nil }
        return snapshot.viewHash
    }
}
