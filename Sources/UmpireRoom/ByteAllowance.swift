import UmpireBasics

/// How many bytes of snapshots one connection may be sent: a token bucket that fills with ticks.
///
/// Its rate is the game's budget, or what a slow connection was found to carry, whichever is less;
/// without either there is no limit. Within t seconds at most burst + rate × t bytes are spent. The
/// burst is a quarter of a second's bytes, and at least 1,200: what fits one packet of the network
/// costs little more than less of it would. One snapshot alone may go beyond: the least that is
/// worth sending, when the bucket is full and it still does not fit. The bucket then owes it.
///
/// A connection is *slow* when bytes waited for longer than a tenth of a second until all were
/// sent. It carries what was sent last, divided by the time that this took, and is believed to
/// carry at least half of what was believed before. While nothing waits, the belief doubles each
/// quarter of a second; above a mebibyte per second the connection is slow no more.
struct ByteAllowance: Sendable, BitwiseCopyable {
    /// Bytes that fit one packet of the network, with some for the headers.
    static let packetBytes = 1_200
    /// What the slowest connection is believed to carry, in bytes per second.
    static let leastFound = 1_024
    /// What no slow connection carries, in bytes per second.
    static let mostFound = 1 << 20

    private let tickRate: Int
    private let budget: Int?
    /// Bytes per second that a slow connection was found to carry.
    private(set) var found: Int?
    /// What may be spent, in bytes times ticks per second, so that each tick adds whole ones.
    private var credit = 0
    private var filledAt: Tick
    /// The last snapshot that was sent: its bytes and when.
    private var lastBytes = 0
    private var lastAt: Tick
    /// Whether bytes were waiting when a snapshot was due.
    private var isWaiting = false
    /// Since when nothing waits.
    private var clearSince: Tick

    init(bytesPerSecond budget: Int?, tickRate: Int, at tick: Tick) {
        self.budget = budget
        self.tickRate = tickRate
        filledAt = tick
        lastAt = tick
        clearSince = tick
        credit = burst * tickRate
    }

    /// Bytes per second; nil: as many as there are.
    private var rate: Int? {
        guard let found else { return budget }
        return min(found, budget ?? found)
    }

    private var burst: Int { max(ByteAllowance.packetBytes, (rate ?? 0) / 4) }

    /// Notes, when a snapshot is due, whether bytes of those before wait to be sent.
    mutating func note(isBlocked: Bool, at tick: Tick) {
        fill(at: tick)
        if isBlocked {
            isWaiting = true
            clearSince = tick
        } else if isWaiting {
            isWaiting = false
            clearSince = tick
            let ticks = tick.distance(since: lastAt)
            if lastBytes > 0 && ticks * 10 > tickRate { find(lastBytes * tickRate / ticks) }
        } else if let found, tick.distance(since: clearSince) * 4 >= tickRate {
            clearSince = tick
            self.found = found * 2 > ByteAllowance.mostFound ? nil : found * 2
        }
    }

    /// Bytes that may be spent now, less than 0 when some are owed; nil: no limit.
    mutating func available(at tick: Tick) -> Int? {
        guard rate != nil else { return nil }
        fill(at: tick)
        return credit >= 0 ? credit / tickRate : -1
    }

    /// Whether the bucket is full, so that waiting would not help.
    mutating func isFull(at tick: Tick) -> Bool {
        fill(at: tick)
        return credit == burst * tickRate
    }

    /// Takes the bytes of a snapshot that was sent.
    mutating func spend(_ byteCount: Int, at tick: Tick) {
        lastBytes = byteCount
        lastAt = tick
        if rate != nil { credit -= byteCount * tickRate }
    }

    private mutating func find(_ carried: Int) {
        let isNews = found == nil
        let least = max(ByteAllowance.leastFound, (found ?? 0) / 2)
        found = max(least, min(carried, found ?? ByteAllowance.mostFound))
        // Nothing waits any more, but nothing was saved either.
        credit = min(credit, burst * tickRate)
        if isNews { credit = min(credit, burst * tickRate / 2) }
    }

    private mutating func fill(at tick: Tick) {
        let ticks = max(0, tick.distance(since: filledAt))
        filledAt = tick
        // Longer than any burst takes to fill: what is beyond cannot matter.
        let filled = credit + min(ticks, 1 << 20) * (rate ?? ByteAllowance.mostFound)
        credit = min(filled, burst * tickRate)
    }
}
