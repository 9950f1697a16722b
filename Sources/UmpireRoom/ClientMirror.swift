import UmpireBasics
import UmpireState

/// What one client holds that is sent less than there is: a snapshot that it shares with nobody.
///
/// ```
///   held + the most urgent rows of now ─▶ next ─▶ delta(next, held) is sent
///   rotate: before ◀─ held ◀─ next
/// ```
/// Nothing waits to be sent: what is chosen is always as it is now.
struct ClientMirror: Sendable {
    /// What is being made.
    var next: Snapshot
    /// What the client holds, as of `heldTick`; empty when that is nil.
    private(set) var held: Snapshot
    /// What it held before; nothing when `beforeTick` is nil.
    private var before: Snapshot
    private var heldTick: Tick?
    private var beforeTick: Tick?
    var urgency = RowUrgency()
    /// When rows gathered urgency last.
    private var gatheredAt = Tick.zero
    /// Bytes of a packet for each row in it, in sixteenths, on average; at first a guess.
    private var meanRowBytes = 64
    /// Packets so far: each eighth brings the view's hash.
    private var packets = 0

    init(_ blank: Snapshot) {
        next = blank
        held = blank
        before = blank
    }

    /// Begins anew for a client that holds nothing.
    mutating func begin(at tick: Tick) {
        forget()
        urgency.reset()
        gatheredAt = tick
        packets = 0
    }

    /// The client holds `baseline`, and held `predecessor` before.
    mutating func hold(_ baseline: borrowing Snapshot, before predecessor: borrowing Snapshot?) {
        held = copy baseline
        heldTick = baseline.tick
        guard let predecessor = copy predecessor else { return }
        beforeTick = predecessor.tick
        before = predecessor
    }

    /// Forgets the client's state: the next packet is a keyframe.
    mutating func forget() {
        heldTick = nil
        beforeTick = nil
    }

    /// Forgets a state that is too old to be a baseline at `tick`.
    mutating func forgetIfOld(_ blank: Snapshot, at tick: Tick) {
        if let heldTick, tick.distance(since: heldTick) >= Limits.baselines { forget() }
        if heldTick == nil { held = blank }
    }

    mutating func gather(_ now: borrowing Snapshot, weights: [UInt32], at tick: Tick) {
        urgency.gather(
            now, held: held, weights: weights, ticks: tick.distance(since: gatheredAt))
        gatheredAt = tick
    }

    /// How many rows fit `bytes`, by what rows took until now; at least one.
    func estimate(_ bytes: Int) -> Int {
        // No table of a world takes more.
        max(1, min(bytes, 1 << 32) * 16 / max(1, meanRowBytes))
    }

    /// The head of a packet that is sent at `tick`.
    func frame(at tick: Tick) -> FrameWriter.Frame {
        let age = heldTick.map { UInt8(clamping: tick.distance(since: $0)) } ?? 0
        var behind: UInt8 = 0
        if let heldTick, let beforeTick {
            behind = UInt8(clamping: heldTick.distance(since: beforeTick))
        }
        return FrameWriter.Frame(
            tick: tick, age: age, predecessorAge: behind,
            hasHash: age == 0 || packets % 8 == 0)
    }

    /// What the client held before, if that is not too old.
    func predecessor(at tick: Tick) -> Snapshot? {
        guard heldTick != nil, let beforeTick, tick.distance(since: beforeTick) < Limits.baselines
        else { return nil }
        return before
    }

    /// Makes `next` of what is held and the chosen rows of `now`.
    mutating func choose(of now: borrowing Snapshot) {
        next.become(held, choosing: urgency.isChosen, of: now)
    }

    /// The client was sent `next`, with the chosen rows, in so many bytes.
    mutating func rotate(at tick: Tick, bytes: Int) {
        let rows = urgency.chosen
        if rows > 0 { meanRowBytes += (bytes * 16 / rows - meanRowBytes) / 8 }
        packets += 1
        urgency.settle()
        swap(&before, &held)
        swap(&held, &next)
        beforeTick = heldTick
        heldTick = tick
    }

    /// The hash of what the client held after the packet of `tick`, if that is known.
    func viewHash(at tick: Tick) -> UInt32? {
        if heldTick == tick { return held.viewHash }
        return beforeTick == tick ? before.viewHash : nil
    }
}
