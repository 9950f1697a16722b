import Histogram

/// How a measured number is distributed, to three digits; it keeps no single values.
public struct Distribution: Sendable {
    private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

    private var sum = 0.0

    /// No values.
    public init() {}

    /// Takes a value in; a negative one counts as 0.
    public mutating func record(_ value: Int) {
        let value = Swift.max(0, value)
        histogram.record(UInt64(value))
        sum += Double(value)
    }

    /// Takes in the values of another.
    public mutating func merge(_ other: Distribution) {
        guard other.count > 0 else { return }
        histogram.add(other.histogram)
        sum += other.sum
    }

    /// How many values there are.
    public var count: Int { Int(clamping: histogram.totalCount) }

    /// The value that `percent` of all values do not exceed; 0 when there is none.
    public func percentile(_ percent: Double) -> Int {
        count == 0 ? 0 : Swift.min(max, Int(clamping: histogram.valueAtPercentile(percent)))
    }

    /// The values that these percentages do not exceed, in one pass; the percentages rise.
    func percentiles(_ percents: [Double]) -> [Int] {
        guard count > 0 else { return percents.map { _ in 0 } }
        var values: [Int] = []
        for step in histogram.recordedValues() {
            // The least part less, as in `percentile`: 99.9 % of 1,000 are 999, not 1,000.
            while values.count < percents.count,
                percents[values.count].nextDown / 100 * Double(count)
                    <= Double(step.totalCountToThisValue)
            {
                values.append(Swift.min(max, Int(clamping: step.value)))
            }
        }
        return values + percents.dropFirst(values.count).map { _ in max }
    }

    /// The median.
    public var p50: Int { percentile(50) }
    /// What one value of a hundred exceeds.
    public var p99: Int { percentile(99) }
    /// The least value; 0 when there is none.
    public var min: Int { Int(clamping: histogram.min) }
    /// The greatest value; 0 when there is none.
    public var max: Int { Int(clamping: histogram.maxRecorded) }
    /// The mean; 0 when there is none.
    public var mean: Double { count == 0 ? 0 : sum / Double(count) }
}
