import UmpireBasics

/// Which of the clients that lost the state the log hears of: whoever floods it hides the others.
struct ResyncWarnings: Sendable {
    /// Cases that were looked at.
    private(set) var seen = 0
    private var credit: TokenCredit
    private var leftOut = 0

    init(_ rate: TokenRate, now: Instant) { credit = TokenCredit(full: rate, now: now) }

    /// Looks at one more; nil when it is left out, else how many were since the last that was not.
    mutating func admit(_ rate: TokenRate, at now: Instant) -> Int? {
        seen += 1
        guard credit.take(rate, now: now) else {
            leftOut += 1
            return nil
        }
        defer { leftOut = 0 }
        return leftOut
    }

    /// Leaves out those that are forgotten already, up to the `count`th.
    mutating func skip(to count: Int) {
        leftOut += max(0, count - seen)
        seen = max(seen, count)
    }
}
