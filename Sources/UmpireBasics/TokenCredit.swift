/// What one bucket of a `TokenRate` has left: 16 bytes.
public struct TokenCredit: Sendable, BitwiseCopyable {
    private var credit: UInt64
    private var last: Instant

    /// A full bucket of `rate`.
    public init(full rate: TokenRate, now: Instant) {
        credit = rate.capacity
        last = now
    }

    /// Takes `count` tokens, at least 0, of `rate`, the one that filled the bucket; false, and
    /// takes none, when there are fewer.
    public mutating func take(_ rate: TokenRate, count: Int = 1, now: Instant) -> Bool {
        let elapsed = now.nanoseconds(since: last)
        if elapsed > 0 {
            last = now
            let saved = credit.addingReportingOverflow(UInt64(elapsed)).partialValue
            credit = min(rate.capacity, saved)
        }
        let price = rate.nanosecondsPerToken.multipliedReportingOverflow(by: UInt64(count))
        guard !price.overflow, credit >= price.partialValue else { return false }
        credit -= price.partialValue
        return true
    }
}
