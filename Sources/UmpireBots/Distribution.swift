import Histogram

/// How a measured number is distributed, to three digits; it keeps no single values.
public struct Distribution: Sendable {
    private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)

    /// How many values there are.
    public private(set) var count = 0

    /// No values.
    public init() {}

    /// Takes a value in; a negative one counts as 0.
    public mutating func record(_ value: Int) {
        count += 1
        histogram.record(UInt64(Swift.max(0, value)))
    }

    /// The value that `percent` of all values do not exceed; 0 when there is none.
    public func percentile(_ percent: Double) -> Int {
        count == 0 ? 0 : Swift.min(max, Int(clamping: histogram.valueAtPercentile(percent)))
    }

    /// The median.
    public var p50: Int { percentile(50) }
    /// What one value of a hundred exceeds.
    public var p99: Int { percentile(99) }
    /// The greatest value.
    public var max: Int { count == 0 ? 0 : Int(clamping: histogram.max) }
    /// The mean.
    public var mean: Double { count == 0 ? 0 : histogram.mean }
}
