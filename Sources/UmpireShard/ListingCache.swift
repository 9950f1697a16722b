import UmpireBasics
import UmpireProtocol

/// The answer to `list`, which is made a few times a second at most, however many ask.
struct ListingCache: Sendable {
    private(set) var bytes: [UInt8] = []
    private var madeAt: Instant?

    /// Whether it must be made anew.
    func isOld(at now: Instant) -> Bool {
        guard let madeAt else { return true }
        return now >= madeAt.advanced(byMilliseconds: Limits.listingMilliseconds)
    }

    mutating func keep(_ message: ServerMessage, at now: Instant) {
        bytes.removeAll(keepingCapacity: true)
        message.write(into: &bytes)
        madeAt = now
    }
}
