/// Lets `rate` events a second through in the long run and `burst` at once.
public struct TokenBucket: Sendable, BitwiseCopyable {
    private let nanosecondsPerToken: UInt64
    private let capacity: UInt64
    private var credit: UInt64
    private var last: Instant

    /// A full bucket; `rate` is at least 1 a second, `burst` at least 1.
    public init(rate: Int, burst: Int, now: Instant) {
        require(rate > 0 && burst > 0, "a token bucket has a positive rate and burst")
        nanosecondsPerToken = 1_000_000_000 / UInt64(rate)
        capacity = nanosecondsPerToken * UInt64(burst)
        credit = capacity
        last = now
    }

    /// Takes one token; false when there is none.
    public mutating func take(now: Instant) -> Bool {
        let elapsed = now.nanoseconds(since: last)
        if elapsed > 0 {
            last = now
            credit = min(capacity, credit.addingReportingOverflow(UInt64(elapsed)).partialValue)
        }
        guard credit >= nanosecondsPerToken else { return false }
        credit -= nanosecondsPerToken
        return true
    }
}
