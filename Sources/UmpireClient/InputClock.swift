import UmpireBasics

/// Decides for which tick an input is meant, so that it arrives a tick or two early.
///
/// Each snapshot says how early the newest applied input came (`lead`). That and the distance
/// with which it was sent give the distance that would have been right. The clock goes there at
/// once when inputs come too late, and down by one only after a row of snapshots that all allow it.
///
/// ```
///   newest snapshot ── ticks since ──▶ now ── distance ──▶ the tick aimed at
/// ```
struct InputClock: Sendable {
    /// Inputs arrive this many ticks before they are needed.
    static let wantedLead = 1
    /// So that no input is too early for the server, however short the way is.
    static let maxDistance = Limits.inputLeadTicks - 2
    /// Snapshots that must all allow a shorter distance before it is taken.
    static let patience = 32

    private(set) var distance = 3
    private let nanosecondsPerTick: UInt64
    private var base = Tick.zero
    private var baseAt = Instant.zero
    private var lastTarget = Tick.zero
    private var sentDistances = [Int8](repeating: 0, count: 256)
    private var measured: UInt16?
    private var calmSnapshots = 0
    private var calmest = 0

    init(tickRate: Int) { nanosecondsPerTick = 1_000_000_000 / UInt64(max(1, tickRate)) }

    /// A new connection: sequence numbers and ticks start afresh; the distance is kept.
    mutating func reset() {
        base = .zero
        lastTarget = .zero
        measured = nil
        calmSnapshots = 0
    }

    /// Begins with the distance for a way there and back of `nanoseconds`; inputs tell better
    /// later.
    mutating func expect(roundTripNanoseconds nanoseconds: Int64) {
        let ticks = UInt64(max(0, nanoseconds)) / nanosecondsPerTick
        let right = Int(min(ticks, UInt64(InputClock.maxDistance))) + 1 + InputClock.wantedLead
        distance = min(right, InputClock.maxDistance)
        calmSnapshots = 0
    }

    /// Learns from a snapshot that has arrived.
    mutating func take(
        tick: Tick, ackSequence: UInt16, lead: Int8, at now: Instant
    ) {
        base = tick
        baseAt = now
        guard lead != -128, ackSequence != measured else { return }
        measured = ackSequence
        let sent = Int(sentDistances[Int(ackSequence & 255)])
        let right = min(max(sent - Int(lead) + InputClock.wantedLead, 1), InputClock.maxDistance)
        if right >= distance {
            distance = right
            calmSnapshots = 0
        } else {
            calmest = calmSnapshots == 0 ? right : max(calmest, right)
            calmSnapshots += 1
            // One tick of play, so that jitter does not move it to and fro.
            if calmSnapshots >= InputClock.patience {
                if calmest + 1 < distance { distance -= 1 }
                calmSnapshots = 0
            }
        }
    }

    /// The tick for input number `sequence`, sent `now`; 0, the next one, before any snapshot.
    mutating func target(of sequence: UInt16, at now: Instant) -> Tick {
        guard base != .zero else { return .zero }
        let since = UInt64(max(0, now.nanoseconds(since: baseAt))) / nanosecondsPerTick
        // A server that says nothing for long is not run away from.
        let elapsed = Int(min(since, UInt64(Limits.inputLeadTicks)))
        let aim = base.rawValue &+ UInt32(elapsed + distance)
        // Two inputs in one interval go to neighbouring ticks, not on top of each other.
        let isNeighbour = lastTarget.rawValue &- aim < 2
        let target = isNeighbour ? lastTarget.rawValue &+ 1 : aim
        lastTarget = Tick(target)
        let ahead = Int64(target) - Int64(base.rawValue) - Int64(elapsed)
        sentDistances[Int(sequence & 255)] = Int8(clamping: ahead)
        return lastTarget
    }
}
