import UmpireScenario

/// The last minute of a run, second by second, for sparklines.
public struct LiveHistory: Sendable {
    private static let seconds = 60
    private var snapshots: [Double?] = []
    private var bytesDown: [Double?] = []
    private var gaps: [Double?] = []
    private var countedArrivals = 0
    private var countedSnapshots = 0
    private var countedBytes = 0
    private var countedGaps: RecentCounts?
    /// Bots that came within the last second.
    public private(set) var arrivalsPerSecond = 0.0

    /// No second.
    public init() {}

    /// Takes a second down, with all that was seen from the start; costs about 5 µs.
    public mutating func second(_ measures: Measures) {
        let now = (measures.counter(.snapshots), measures.counter(.bytesDown))
        LiveHistory.append(Double(now.0 - countedSnapshots), to: &snapshots)
        LiveHistory.append(Double(now.1 - countedBytes), to: &bytesDown)
        let recent = measures.recent(.snapshotGap)
        let gap = recent.percentiles([99], since: countedGaps)?.first
        LiveHistory.append(gap.map(Double.init), to: &gaps)
        let arrivals = measures.counter(.arrivals)
        arrivalsPerSecond = Double(arrivals - countedArrivals)
        (countedSnapshots, countedBytes) = now
        (countedArrivals, countedGaps) = (arrivals, recent)
    }

    /// The series that a frame shows.
    var series: [LiveInput.Series] {
        [
            LiveInput.Series("snapshots/s", snapshots, .counter),
            LiveInput.Series("bytes down/s", bytesDown, .bytes),
            LiveInput.Series("gap p99", gaps, .time),
        ]
    }

    private static func append(_ value: Double?, to values: inout [Double?]) {
        if values.count == seconds { values.removeFirst() }
        values.append(value)
    }
}
