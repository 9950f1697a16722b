import UmpireBasics

/// Counts the refusals of the last ten seconds.
struct RefusalWindow: Sendable {
    private static let nanoseconds: Int64 = 10_000_000_000
    /// When the last ones were, oldest first; empty, without memory, for those who behave.
    private var instants: [Instant] = []

    /// Notes a refusal; false when it is one too many.
    mutating func add(at now: Instant) -> Bool {
        instants.removeAll { now.nanoseconds(since: $0) >= RefusalWindow.nanoseconds }
        instants.append(now)
        return instants.count < Limits.refusals
    }
}
