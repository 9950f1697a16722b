import UmpireBasics
import UmpireReport
import UmpireScenario

/// When each of a bot's newest inputs was meant to be sent, until a snapshot says that it was
/// applied.
struct SentInputs {
    /// Memory for this many inputs, made with the first one.
    private static let most = 256
    private var times: [Instant] = []
    private var acknowledged: UInt16 = 0
    private var newest: UInt16 = 0

    /// A new connection: sequence numbers start afresh.
    mutating func reset() {
        acknowledged = 0
        newest = 0
    }

    /// The match's phase changed: what is on its way may never be applied.
    mutating func forget() { acknowledged = newest }

    mutating func sent(_ sequence: UInt16, meantAt instant: Instant) {
        if times.isEmpty { times = [Instant](repeating: .zero, count: SentInputs.most) }
        times[Int(sequence & 255)] = instant
        newest = sequence
    }

    /// Notes the time from the meant instant to `now` for each input up to `sequence` that was
    /// waiting.
    mutating func applied(upTo sequence: UInt16, at now: Instant, _ measures: inout Measures) {
        let count = Int(sequence &- acknowledged)
        // Beyond what was sent, or back: not an acknowledgement of ours.
        guard count > 0, count <= Int(newest &- acknowledged) else { return }
        for step in 0..<min(count, times.count) {
            let meant = times[Int((sequence &- UInt16(step)) & 255)]
            measures.record(.inputToEffect, now.microseconds(since: meant))
        }
        acknowledged = sequence
    }
}

extension Instant {
    /// Whole microseconds from `earlier` to this instant.
    func microseconds(since earlier: Instant) -> Int {
        Int(nanoseconds(since: earlier) / 1_000)
    }
}
