/// Something that must hold of a measured value at the end of a run: `snapshot.gap p99 < 40 ms`.
public struct Expectation: Equatable, Sendable {
    /// What is measured.
    public var metric: Metric
    /// Which number of it.
    public var statistic: Statistic
    /// How it must compare.
    public var comparison: Comparison
    /// With what, in the metric's own unit.
    public var threshold: Double
    /// As the file says it.
    public var text: String
    /// Where the file says it, from 1; 0 when no file does.
    public var line: Int

    /// An expectation that stands at `line`.
    public init(
        _ metric: Metric, _ statistic: Statistic, _ comparison: Comparison, _ threshold: Double,
        text: String, line: Int = 0
    ) {
        self.metric = metric
        self.statistic = statistic
        self.comparison = comparison
        self.threshold = threshold
        self.text = text
        self.line = line
    }

    /// A number of a metric.
    public enum Statistic: Equatable, Sendable {
        /// How many values there are; of a counter, its value.
        case count
        case min
        case mean
        case max
        /// What this many per cent do not exceed; 0…100.
        case percentile(Double)
        /// Of a counter: a second of the run.
        case perSecond
    }

    /// How two numbers compare.
    public enum Comparison: String, CaseIterable, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "=="
        case greaterOrEqual = ">="
        case greater = ">"

        /// Whether `value` compares so with `threshold`.
        public func holds(_ value: Double, _ threshold: Double) -> Bool {
            switch self {
            case .less: value < threshold
            case .lessOrEqual: value <= threshold
            case .equal: value == threshold
            case .greaterOrEqual: value >= threshold
            case .greater: value > threshold
            }
        }
    }
}
