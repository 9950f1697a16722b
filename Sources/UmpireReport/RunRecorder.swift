public import UmpireScenario

/// Follows a run second by second and makes its report.
///
/// A second costs about 8 µs: 4 % of one at 5,000 times real time.
public struct RunRecorder: Sendable {
    private let scenario: Scenario
    private let mode: RunMode
    private let scenarioText: String
    private var before: Second?
    /// The seconds so far.
    public private(set) var series = RunSeries()

    /// Nothing recorded; `scenarioText` is the scenario's file, word for word.
    public init(_ scenario: Scenario, mode: RunMode, scenarioText: String) {
        self.scenario = scenario
        self.mode = mode
        self.scenarioText = scenarioText
    }

    /// Takes a second down; to be called at the end of each, with all that was seen from the start.
    ///
    /// - Parameters:
    ///   - present: Bots connected or trying to.
    ///   - seated: Bots with a seat.
    public mutating func second(_ measures: Measures, present: Int, seated: Int) {
        let now = Second(measures)
        series.append(present, to: .present)
        series.append(seated, to: .seated)
        for (place, column) in Second.counters.enumerated() {
            series.append(now.counts[place] - (before?.counts[place] ?? 0), to: column.column)
        }
        for (place, columns) in Second.times.enumerated() {
            let values = now.times[place].percentiles([50, 99], since: before?.times[place])
            if let median = columns.p50 { series.append(values?[0], to: median) }
            series.append(values?[1], to: columns.p99)
        }
        before = now
    }

    /// The report of the whole run.
    ///
    /// - Parameters:
    ///   - seconds: How long it took on the clock of the bots.
    ///   - fields: What each field cost, when that was measured.
    ///   - notes: What a reader should know, one sentence each.
    ///   - wallSeconds: How long it took really.
    public func finish(
        _ measures: Measures, seconds: Double, fields: [FieldShare] = [], notes: [String] = [],
        wallSeconds: Double? = nil
    ) -> RunReport {
        let outcomes = scenario.allExpectations.map {
            ExpectationOutcome($0, measures, seconds: seconds)
        }
        let generator = GeneratorCheck(measures)
        let counters = Metric.allCases.filter { $0.kind == .counter }
        return RunReport(
            name: scenario.name, about: scenario.about, mode: mode, seed: scenario.seed,
            seconds: (seconds * 1e6).rounded() / 1e6, wallSeconds: wallSeconds,
            scenarioText: scenarioText,
            metrics: Metric.allCases.filter { $0.kind != .counter }.map {
                MetricSummary($0, measures.distribution($0))
            },
            counters: Dictionary(
                uniqueKeysWithValues: counters.map { ($0.name, measures.counter($0)) }),
            closes: measures.closes, refusals: measures.refusals, series: series, fields: fields,
            expectations: outcomes, notes: generator.notes + notes,
            isGeneratorLimited: generator.isLimited, result: generator.result(of: outcomes))
    }
}

/// What must be known of the end of a second to measure the next one.
private struct Second {
    static let counters: [(metric: Metric, column: RunSeries.Column)] = [
        (.snapshots, .snapshots), (.inputs, .inputs), (.bytesUp, .bytesUp),
        (.bytesDown, .bytesDown), (.returns, .returns), (.drops, .drops), (.closes, .closes),
    ]
    static let times: [(metric: Metric, p50: RunSeries.Column?, p99: RunSeries.Column)] = [
        (.snapshotGap, .gapP50, .gapP99), (.inputToEffect, .effectP50, .effectP99),
        (.generatorLateness, nil, .latenessP99),
    ]

    let counts: [Int]
    let times: [RecentCounts]

    init(_ measures: Measures) {
        counts = Second.counters.map { measures.counter($0.metric) }
        times = Second.times.map { measures.recent($0.metric) }
    }
}
