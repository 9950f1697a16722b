extension Expectation {
    /// What holds of every run that does not say otherwise: nothing is lost, wrong or left behind.
    public static let defaults: [Expectation] = [
        Metric.mismatches, .returnsStray, .connectionsFailed, .breaks, .seatsMissing, .resyncs,
        .leftBehind, .closes, .refusals,
    ].map { Expectation($0, .count, .equal, 0, text: "\($0.name) == 0") }
}

extension Scenario {
    /// Its own expectations, then those defaults whose metric none of its own names.
    public var allExpectations: [Expectation] {
        let own = Set(expectations.map(\.metric))
        return expectations + Expectation.defaults.filter { !own.contains($0.metric) }
    }
}
