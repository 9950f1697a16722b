import UmpireBasics
import UmpireScenario

/// When the next bot of a scenario comes, at a rate that may be changed while it runs.
struct ArrivalClock {
    /// In nanoseconds from the start, in order.
    private let times: [UInt64]
    private var taken = 0
    /// The scenario's seconds and the instant at which the factor was last changed.
    private var baseSeconds = 0.0
    private var base: Instant
    private var newest: Instant
    /// How much faster the scenario's time passes for arrivals.
    private(set) var factor = 1.0

    init(_ scenario: Scenario, start: Instant) {
        times = scenario.arrivalTimes()
        base = start
        newest = start
    }

    /// When the next bot comes; nil when none does any more.
    var next: Instant? {
        guard factor > 0, taken < times.count else { return nil }
        if factor == 1 && baseSeconds == 0 { return base.advanced(byNanoseconds: times[taken]) }
        return base.advanced(bySeconds: (Double(times[taken]) / 1e9 - baseSeconds) / factor)
    }

    /// Tells the time, which a change of the factor counts from.
    mutating func note(_ now: Instant) { newest = max(newest, now) }

    /// Takes the next bot, if it should have come by `now`, and returns when it should have.
    mutating func take(at now: Instant) -> Instant? {
        guard let due = next, due <= now else { return nil }
        taken += 1
        return due
    }

    mutating func setFactor(_ value: Double) {
        baseSeconds += Double(newest.nanoseconds(since: base)) / 1e9 * factor
        base = newest
        factor = value > 0 ? min(value, 1_000) : 0
    }
}
