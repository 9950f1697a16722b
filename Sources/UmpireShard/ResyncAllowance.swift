import UmpireBasics
import UmpireProtocol

/// How often one connection may ask for a keyframe, in eight bytes: a link has no room for more.
///
/// It is a token bucket that is written as the time at which it is full again.
struct ResyncAllowance: Sendable, BitwiseCopyable {
    private static let nanosecondsEach = 1_000_000_000 / UInt64(Limits.resyncsPerSecond)
    private static let burstNanoseconds = Int64(nanosecondsEach) * Int64(Limits.resyncBurst)
    private var fullAt = Instant.zero

    /// Takes one; false, and takes none, when there is none.
    mutating func take(at now: Instant) -> Bool {
        let next = max(fullAt, now).advanced(byNanoseconds: ResyncAllowance.nanosecondsEach)
        guard next.nanoseconds(since: now) <= ResyncAllowance.burstNanoseconds else { return false }
        fullAt = next
        return true
    }
}
