import UmpireScenario

extension ExpectationOutcome {
    /// Compares what was measured with what was expected.
    init(_ expectation: Expectation, _ measures: Measures, seconds: Double) {
        let metric = expectation.metric
        let actual = ExpectationOutcome.actual(expectation, measures, seconds: seconds)
        let held = actual.map { expectation.comparison.holds($0, expectation.threshold) } ?? false
        self.init(
            text: expectation.text, metric: metric.name,
            statistic: ExpectationOutcome.name(expectation.statistic, of: metric), actual: actual,
            threshold: expectation.threshold, held: held,
            missedBy: held ? nil : actual.map { ($0 - expectation.threshold).magnitude },
            words: ExpectationOutcome.words(expectation, actual, held: held),
            isAboutTime: metric.isAboutTime && actual != nil)
    }

    private static func actual(
        _ expectation: Expectation, _ measures: Measures, seconds: Double
    ) -> Double? {
        let count = Double(measures.counter(expectation.metric))
        switch expectation.statistic {
        case .count: return count
        case .perSecond: return seconds > 0 ? count / seconds : 0
        default: break
        }
        guard expectation.metric.kind != .counter else { return count }
        let values = measures.distribution(expectation.metric)
        // Nothing measured is nothing shown: it must not pass as a time of 0.
        guard values.count > 0 else { return nil }
        return switch expectation.statistic {
        case .min: Double(values.min)
        case .mean: values.mean
        case .max: Double(values.max)
        case .percentile(let percent): Double(values.percentile(percent))
        case .count, .perSecond: count
        }
    }

    private static func name(_ statistic: Expectation.Statistic, of metric: Metric) -> String {
        switch statistic {
        case .count: metric.kind == .counter ? "value" : "count"
        case .perSecond: "per second"
        case .min: "min"
        case .mean: "mean"
        case .max: "max"
        case .percentile(let percent): "p" + Quantity.decimal(percent)
        }
    }

    private static func words(
        _ expectation: Expectation, _ actual: Double?, held: Bool
    ) -> String {
        let metric = expectation.metric
        let name = name(expectation.statistic, of: metric)
        let subject = name == "value" ? metric.name : "\(metric.name) \(name)"
        let isCount = expectation.statistic == .count || expectation.statistic == .perSecond
        let kind = isCount ? .counter : metric.kind
        func say(_ value: Double) -> String { Quantity.text(value, kind) }
        guard let actual else {
            return "\(subject) was not measured: no value came in the whole run"
        }
        let expected = say(expectation.threshold)
        if held {
            return "\(subject) was \(say(actual)) (\(expectation.comparison.rawValue) \(expected))"
        }
        let difference = actual - expectation.threshold
        if difference == 0 {
            let side = expectation.comparison == .less ? "below" : "above"
            return "\(subject) was \(say(actual)), not \(side) the \(expected) expected"
        }
        return "\(subject) was \(say(actual)), \(say(difference.magnitude)) "
            + "\(difference > 0 ? "over" : "under") the \(expected) expected"
    }
}

extension Metric {
    /// Whether a slow machine of the bots makes it worse.
    var isAboutTime: Bool {
        switch self {
        case .inputLead, .ticksMissed, .inputsLate, .snapshotsLate, .arrivalsDropped: true
        default: kind == .time
        }
    }
}
