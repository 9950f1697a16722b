import UmpireBasics
import UmpireProtocol

/// Whether a client waits for a keyframe, and how often it asked in vain.
///
/// ```
///   fault ──▶ asks, waits ── keyframe ──▶ goes on ── a change whose hash agrees ──▶ helped
///                │  ▲                        │
///    2 s without ┘  └──────── fault ◀────────┘      asked three times, not helped: gives up
/// ```
/// A keyframe alone is no help: its hash agrees also where changes come out wrong.
struct KeyframeWait: Sendable {
    /// What was asked; nil when nothing is waited for.
    private(set) var request: ResyncRequest?
    private var askedAt = Instant.zero
    private var asked = 0

    /// Notes that the client asks; false when it did so too often in vain.
    mutating func begin(_ new: ResyncRequest, at now: Instant) -> Bool {
        request = new
        askedAt = now
        asked += 1
        return asked <= Limits.resyncsInRow
    }

    /// Whether the keyframe should have come long ago.
    func isOverdue(at now: Instant) -> Bool {
        now >= askedAt.advanced(byMilliseconds: Limits.resyncPatienceMilliseconds)
    }

    /// Notes that a frame was taken.
    mutating func took(_ head: SnapshotHead) {
        request = nil
        if head.age > 0, head.viewHash != nil { asked = 0 }
    }
}
