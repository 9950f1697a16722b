/// How many events a second a bucket lets through in the long run, and how many at once.
///
/// Many buckets share one: what differs between them is a `TokenCredit` each.
public struct TokenRate: Sendable, BitwiseCopyable {
    let nanosecondsPerToken: UInt64
    let capacity: UInt64

    /// `rate` events a second, at least 1, and `burst` at once, at least 1.
    public init(rate: Int, burst: Int) {
        require(rate > 0 && burst > 0, "a token bucket has a positive rate and burst")
        nanosecondsPerToken = 1_000_000_000 / UInt64(rate)
        capacity = nanosecondsPerToken * UInt64(burst)
    }

    /// `perMinute` events a minute, at least 1, and `burst` at once, at least 1.
    public init(perMinute: Int, burst: Int) {
        require(perMinute > 0 && burst > 0, "a token bucket has a positive rate and burst")
        nanosecondsPerToken = 60_000_000_000 / UInt64(perMinute)
        capacity = nanosecondsPerToken * UInt64(burst)
    }
}
