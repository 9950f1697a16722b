/// What came of a run of bots: the content of `report.json`.
public struct RunReport: Equatable, Sendable {
    /// The only version of `report.json` that is written and read here.
    public static let version = 1

    /// The scenario's name.
    public var name: String
    /// The scenario's purpose in a line.
    public var about: String
    /// What stood between bots and server.
    public var mode: RunMode
    /// What decided everything that chance decides.
    public var seed: UInt64
    /// How long it took on the clock of the bots, to a microsecond.
    public var seconds: Double
    /// How long it took really; written down only where the bots' clock is the real one, so that
    /// virtual runs of a seed have the same `report.json`.
    public var wallSeconds: Double?
    /// The scenario file, word for word.
    public var scenarioText: String
    /// All distributions, those without values too, in the order of `Metric`.
    public var metrics: [MetricSummary]
    /// All counters, by the metric's name.
    public var counters: [String: Int]
    /// Connections that the server closed, by close code.
    public var closes: [UInt16: Int]
    /// Messages that the server did not obey, by code.
    public var refusals: [String: Int]
    /// Second by second.
    public var series: RunSeries
    /// What each field cost; empty when it was not measured.
    public var fields: [FieldShare]
    /// What became of each expectation.
    public var expectations: [ExpectationOutcome]
    /// What a reader should know before the numbers, one sentence each.
    public var notes: [String]
    /// Whether the bots' machine was too slow for what it should do.
    public var isGeneratorLimited: Bool
    /// How it ended.
    public var result: RunResult

    /// The expectations that did not hold.
    public var failures: [ExpectationOutcome] { expectations.filter { !$0.held } }

    /// How many times faster than real time it was; nil when nobody looked at a clock.
    public var speed: Double? { wallSeconds.flatMap { $0 > 0 ? seconds / $0 : nil } }
}
