/// Bots that come evenly spread over some time, or ever faster.
public struct Arrivals: Equatable, Sendable {
    /// When the first may come, in seconds from the start.
    public var fromSeconds: Double
    /// When all are there.
    public var toSeconds: Double
    /// Bots a second at the beginning.
    public var rateAtStart: Double
    /// Bots a second at the end; between them the rate changes evenly.
    public var rateAtEnd: Double

    /// So many bots, evenly.
    public init(fromSeconds: Double, toSeconds: Double, bots: Int) {
        self.fromSeconds = fromSeconds
        self.toSeconds = toSeconds
        let length = toSeconds - fromSeconds
        rateAtStart = length > 0 ? Double(bots) / length : 0
        rateAtEnd = rateAtStart
        isBurst = length > 0 ? nil : bots
    }

    /// Bots at a rate that changes evenly from the first to the second.
    public init(fromSeconds: Double, toSeconds: Double, rates: (Double, Double)) {
        self.fromSeconds = fromSeconds
        self.toSeconds = toSeconds
        (rateAtStart, rateAtEnd) = rates
        isBurst = nil
    }

    /// So many at once at `fromSeconds`, when that is how they come.
    public var isBurst: Int?
}
