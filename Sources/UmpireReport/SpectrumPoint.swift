/// What a percentage of all values do not exceed.
public struct SpectrumPoint: Equatable, Sendable {
    /// How many of a hundred; 0…100.
    public var percent: Double
    /// What they do not exceed.
    public var value: Int

    /// A point of a spectrum.
    public init(percent: Double, value: Int) {
        self.percent = percent
        self.value = value
    }

    /// Ten points for each further nine (90, 99, 99.9 %), up to the last that still has one value
    /// beyond it, and the greatest value.
    static func spectrum(of distribution: Distribution) -> [SpectrumPoint] {
        guard distribution.count > 0 else { return [] }
        let percents = percents(count: distribution.count)
        return zip(percents, distribution.percentiles(percents)).map {
            SpectrumPoint(percent: $0, value: $1)
        } + [SpectrumPoint(percent: 100, value: distribution.max)]
    }

    private static func percents(count: Int) -> [Double] {
        // Whole thousandths of a per cent: sums of tenths would not come out as 99.9.
        var thousandths: [Int] = []
        for step in [10_000, 1_000, 100, 10, 1] {
            let start = 100_000 - 10 * step
            thousandths += (0..<9).map { start + $0 * step }
        }
        let shown = thousandths.filter { $0 == 0 || (100_000 - $0) * count >= 100_000 }
        return shown.map { Double($0) / 1_000 }
    }
}
