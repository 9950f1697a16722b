public import UmpireScenario

/// A distribution as reports show it, in the metric's unit.
public struct MetricSummary: Equatable, Sendable {
    /// What was measured.
    public var metric: Metric
    /// How many values there are; 0: all other numbers are 0.
    public var count: Int
    /// The least value.
    public var min: Int
    /// The mean, to a tenth.
    public var mean: Double
    /// The median.
    public var p50: Int
    /// What one value of ten exceeds.
    public var p90: Int
    /// What one value of a hundred exceeds.
    public var p99: Int
    /// What one value of a thousand exceeds.
    public var p999: Int
    /// The greatest value.
    public var max: Int
    /// The values at more and more percentages, as far as there are enough values to say.
    public var spectrum: [SpectrumPoint]

    /// The numbers of a distribution.
    public init(_ metric: Metric, _ distribution: Distribution) {
        self.metric = metric
        count = distribution.count
        min = distribution.min
        mean = (distribution.mean * 10).rounded() / 10
        let values = distribution.percentiles([50, 90, 99, 99.9])
        (p50, p90, p99, p999) = (values[0], values[1], values[2], values[3])
        max = distribution.max
        spectrum = SpectrumPoint.spectrum(of: distribution)
    }

    init(_ metric: Metric, count: Int, mean: Double, numbers: [Int], spectrum: [SpectrumPoint]) {
        self.metric = metric
        self.count = count
        self.mean = mean
        (min, p50, p90) = (numbers[0], numbers[1], numbers[2])
        (p99, p999, max) = (numbers[3], numbers[4], numbers[5])
        self.spectrum = spectrum
    }
}
