/// Lets `rate` events a second through in the long run and `burst` at once.
///
/// Where there are many of one rate, a `TokenRate` and a `TokenCredit` each take half the memory.
public struct TokenBucket: Sendable, BitwiseCopyable {
    private let rate: TokenRate
    private var credit: TokenCredit

    /// A full bucket; `rate` is at least 1 a second, `burst` at least 1.
    public init(rate: Int, burst: Int, now: Instant) {
        self.rate = TokenRate(rate: rate, burst: burst)
        credit = TokenCredit(full: self.rate, now: now)
    }

    /// Takes one token; false when there is none.
    public mutating func take(now: Instant) -> Bool { credit.take(rate, now: now) }
}
