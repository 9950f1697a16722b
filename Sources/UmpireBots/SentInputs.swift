import UmpireBasics

/// When each of a bot's newest inputs was sent, until a snapshot says that it was applied.
struct SentInputs {
    private var times = [Instant](repeating: .zero, count: 256)
    private var acknowledged: UInt16 = 0
    private var newest: UInt16 = 0

    /// A new connection: sequence numbers start afresh.
    mutating func reset() {
        acknowledged = 0
        newest = 0
    }

    /// The match's phase changed: what is on its way may never be applied.
    mutating func forget() { acknowledged = newest }

    mutating func sent(_ sequence: UInt16, at now: Instant) {
        times[Int(sequence & 255)] = now
        newest = sequence
    }

    /// Notes the time from sending to `now` for each input up to `sequence` that was waiting.
    mutating func applied(
        upTo sequence: UInt16, at now: Instant, _ effect: inout Distribution
    ) {
        let count = Int(sequence &- acknowledged)
        // Beyond what was sent, or back: not an acknowledgement of ours.
        guard count > 0, count <= Int(newest &- acknowledged) else { return }
        for step in 0..<min(count, times.count) {
            let sent = times[Int((sequence &- UInt16(step)) & 255)]
            effect.record(Int(now.nanoseconds(since: sent) / 1_000))
        }
        acknowledged = sequence
    }
}
