import UmpireBasics

/// How many of the due snapshots one client gets: fewer when it acknowledges late.
///
/// A client names the newest snapshot that it received with each input. The *lag* is the number of
/// ticks from a snapshot to the input that first names it, or the age of the oldest snapshot that
/// inputs do not name yet, if that is more; averaged over the time of about eight snapshots. The
/// least lag of the last five to ten seconds is what the way takes when nothing stands in it.
///
/// ```
///   every snapshot ─▶ every 2nd ─▶ every 4th ─▶ every 8th
///                  ◀─           ◀─           ◀─
/// ```
/// One step to the right when the lag is more than a quarter of a second above the least; one step
/// to the left when it is less than an eighth of a second above, or when nothing was said for a
/// second; at most one step each half second, and never more than 16 ticks from one snapshot to the
/// next. What is left out costs nothing: the next one is a change of what was sent last. Who never
/// acknowledges, as spectators, gets all that the connection takes.
struct SendPace: Sendable, BitwiseCopyable {
    private let tickRate: Int
    private let ticksPerSnapshot: Int
    private let mostSteps: UInt8
    /// Each 2ⁿ-th snapshot is sent.
    private(set) var steps: UInt8 = 0
    /// Snapshots that were due since the last one that was this client's turn.
    private var passed: UInt8 = .max
    private var changedAt: Tick
    private var heardAt: Tick
    private var acknowledged = Tick.zero
    /// About when the oldest snapshot was sent that is not acknowledged.
    private var oldestUnacknowledged: Tick?
    /// The lag in sixteenths of a tick; nil before the first.
    private var lag: Int?
    /// The least lags, in ticks, of this window of five seconds and of the one before.
    private var least = Int.max
    private var leastBefore = Int.max
    private var windowAt: Tick

    init(tickRate: Int, ticksPerSnapshot: Int, at tick: Tick) {
        self.tickRate = tickRate
        self.ticksPerSnapshot = ticksPerSnapshot
        var most: UInt8 = 0
        while most < 3 && ticksPerSnapshot << Int(most + 1) <= Limits.baselines / 2 { most += 1 }
        mostSteps = most
        changedAt = tick
        heardAt = tick
        windowAt = tick
    }

    /// Whether the snapshot that is due at `tick` is this client's turn.
    mutating func takesTurn(at tick: Tick) -> Bool {
        if steps > 0 && tick.distance(since: heardAt) >= tickRate { speedUp(at: tick) }
        passed = passed == .max ? .max : passed + 1
        return passed >= 1 << steps
    }

    /// Notes that a snapshot was sent.
    mutating func noteSent(at tick: Tick) {
        passed = 0
        if oldestUnacknowledged == nil { oldestUnacknowledged = tick }
    }

    /// Takes the tick of a snapshot that was sent and that the client says it has; `lastSent` is
    /// the newest.
    mutating func acknowledge(_ tick: Tick, lastSent: Tick, at now: Tick) {
        guard acknowledged <= tick else { return }
        heardAt = now
        let isNews = acknowledged < tick
        acknowledged = tick
        if tick == lastSent {
            oldestUnacknowledged = nil
        } else if let oldest = oldestUnacknowledged, oldest <= tick {
            let spacing = UInt32(ticksPerSnapshot << Int(steps))
            oldestUnacknowledged = Tick(tick.rawValue &+ spacing)
        }
        let waited = oldestUnacknowledged.map { now.distance(since: $0) } ?? 0
        if isNews {
            take(lag: max(waited, now.distance(since: tick)), at: now)
            adapt(at: now)
        } else if let lag, waited * 16 > lag {
            self.lag = waited * 16
            adapt(at: now)
        }
    }

    private mutating func take(lag sample: Int, at now: Tick) {
        // The fewer snapshots, the more each counts, so that the average follows time.
        lag = lag.map { $0 + (sample * 16 - $0) / (8 >> Int(steps)) } ?? sample * 16
        if now.distance(since: windowAt) >= 5 * tickRate {
            windowAt = now
            leastBefore = least
            least = sample
        }
        least = min(least, sample)
    }

    private mutating func adapt(at now: Tick) {
        guard let lag else { return }
        let excess = lag - min(least, leastBefore) * 16
        if excess > tickRate * 4 {
            slowDown(at: now)
        } else if steps > 0 && excess < tickRate * 2 {
            speedUp(at: now)
        }
    }

    private mutating func slowDown(at now: Tick) {
        guard steps < mostSteps, isSettled(at: now) else { return }
        steps += 1
        changedAt = now
    }

    private mutating func speedUp(at now: Tick) {
        guard isSettled(at: now) else { return }
        steps -= 1
        changedAt = now
    }

    private func isSettled(at now: Tick) -> Bool {
        now.distance(since: changedAt) * 2 >= tickRate
    }
}
