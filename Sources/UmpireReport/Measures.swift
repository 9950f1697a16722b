public import UmpireScenario

/// What all bots of a run saw, together.
public struct Measures: Sendable {
    private var distributions: [Distribution?]
    private var counters: [Int]
    private var gaps = RecentCounts()
    private var effects = RecentCounts()
    private var latenesses = RecentCounts()
    /// Connections that the server closed, by close code.
    public private(set) var closes: [UInt16: Int] = [:]
    /// Messages that the server did not obey, by code.
    public private(set) var refusals: [String: Int] = [:]
    /// Bots that could not come because the bots' machine was late; part of `arrivals.dropped`.
    public private(set) var lateArrivals = 0

    /// Nothing seen.
    public init() {
        distributions = Metric.allCases.map { $0.kind == .counter ? nil : Distribution() }
        counters = [Int](repeating: 0, count: Metric.allCases.count)
    }

    /// Takes a value into a distribution, in the metric's unit; about 30 ns.
    public mutating func record(_ metric: Metric, _ value: Int) {
        distributions[metric.rawValue]?.record(value)
        switch metric {
        case .snapshotGap: gaps.record(value)
        case .inputToEffect: effects.record(value)
        case .generatorLateness: latenesses.record(value)
        default: break
        }
    }

    /// Counts something.
    public mutating func count(_ metric: Metric, by number: Int = 1) {
        counters[metric.rawValue] += number
    }

    /// Sets a counter that is known only at the end.
    public mutating func set(_ metric: Metric, to number: Int) {
        counters[metric.rawValue] = number
    }

    /// Counts a connection that the server closed with `code`.
    public mutating func countClose(_ code: UInt16) { closes[code, default: 0] += 1 }

    /// Counts a message that the server did not obey.
    public mutating func countRefusal(_ code: String) { refusals[code, default: 0] += 1 }

    /// Counts a bot in `arrivals.dropped` that could not come because the bots' machine was late.
    ///
    /// One that could not come because there were too many at once is only counted.
    public mutating func countLateArrival() {
        count(.arrivalsDropped)
        lateArrivals += 1
    }

    /// A counter's value; of a distribution, how many values it has.
    public func counter(_ metric: Metric) -> Int {
        distributions[metric.rawValue]?.count ?? counters[metric.rawValue]
    }

    /// A distribution; an empty one for a counter.
    public func distribution(_ metric: Metric) -> Distribution {
        distributions[metric.rawValue] ?? Distribution()
    }

    /// Takes in what others saw.
    public mutating func merge(_ other: Measures) {
        for index in distributions.indices {
            counters[index] += other.counters[index]
            if let more = other.distributions[index] { distributions[index]?.merge(more) }
        }
        gaps.merge(other.gaps)
        effects.merge(other.effects)
        latenesses.merge(other.latenesses)
        closes.merge(other.closes, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        lateArrivals += other.lateArrivals
    }

    /// What is counted for single seconds; empty for other metrics.
    func recent(_ metric: Metric) -> RecentCounts {
        switch metric {
        case .snapshotGap: gaps
        case .inputToEffect: effects
        case .generatorLateness: latenesses
        default: RecentCounts()
        }
    }
}
