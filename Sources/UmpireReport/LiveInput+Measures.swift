public import UmpireScenario

extension LiveInput {
    /// What the live view shows of a scenario, of what was measured so far and of the last minute.
    ///
    /// `seconds` have passed on the clock of the bots.
    public init(
        _ scenario: Scenario, _ measures: Measures, _ history: LiveHistory, seconds: Double
    ) {
        self.init()
        name = scenario.name
        seed = scenario.seed
        elapsedSeconds = seconds
        totalSeconds = scenario.seconds
        arrivalsPerSecond = history.arrivalsPerSecond
        isGeneratorLate = GeneratorCheck(measures).isLimited
        rows = LiveInput.rows(measures)
        series = history.series
        counters = LiveInput.counters(measures)
        expectations = scenario.allExpectations.map {
            Expected($0, measures, seconds: seconds)
        }
    }

    private static func rows(_ measures: Measures) -> [Row] {
        let times: [(String, Metric)] = [
            ("input to effect", .inputToEffect), ("snapshot gap", .snapshotGap),
            ("snapshot age", .snapshotAge), ("return time", .returnTime),
            ("bots' own lateness", .generatorLateness),
        ]
        return times.map { name, metric in
            let values = measures.distribution(metric)
            return Row(
                name, metric: metric.name, count: values.count, p50: values.p50,
                p99: values.p99, max: values.max)
        }
    }

    private static func counters(_ measures: Measures) -> [Counter] {
        [
            Counter("drops", measures.counter(.drops)),
            Counter("returns", measures.counter(.returns)),
            Counter("closes", measures.counter(.closes)),
            Counter("refusals", measures.counter(.refusals)),
            Counter("resyncs", measures.counter(.resyncs)),
            Counter("mismatches", measures.counter(.mismatches), isBad: true),
        ]
    }
}

extension LiveInput.Expected {
    /// How an expectation stands after so many seconds.
    init(_ expectation: Expectation, _ measures: Measures, seconds: Double) {
        let outcome = ExpectationOutcome(expectation, measures, seconds: seconds)
        let isCount = expectation.statistic == .count || expectation.statistic == .perSecond
        let kind = isCount ? .counter : expectation.metric.kind
        self.init(
            outcome.text, value: outcome.actual.map { Quantity.text($0, kind) } ?? "-",
            outcome.held ? .held : expectation.canStillHold(outcome.actual) ? .notYet : .broken)
    }
}

extension Expectation {
    /// Whether more of the run can bring a value that does not hold to one that does.
    ///
    /// What is counted only grows, a greatest value too, and a least value only falls.
    fileprivate func canStillHold(_ actual: Double?) -> Bool {
        guard let actual else { return true }
        let onlyGrows: Bool
        switch statistic {
        case .count, .max: onlyGrows = true
        case .min: return !(comparison == .greater || comparison == .greaterOrEqual)
        case .mean, .percentile, .perSecond: onlyGrows = false
        }
        guard onlyGrows, !Expectation.knownAtTheEnd.contains(metric) else { return true }
        switch comparison {
        case .less, .lessOrEqual: return false
        case .equal: return actual < threshold
        case .greater, .greaterOrEqual: return true
        }
    }

    /// Counters that go up and down, or are set when all is over.
    private static let knownAtTheEnd: [Metric] = [.seatsAtEnd, .seatsMissing, .leftBehind]
}
