extension Scenario {
    /// When each bot comes, in nanoseconds from the start, in order.
    ///
    /// Bots beyond 1,000,000, which no file can ask for, are left out.
    public func arrivalTimes() -> [UInt64] {
        var times: [UInt64] = []
        for arrivals in arrivals {
            let count = min(arrivals.count, ScenarioLimits.arrivals - times.count)
            times.reserveCapacity(times.count + count)
            for index in 0..<count { times.append(arrivals.nanoseconds(ofBot: index)) }
        }
        return times.sorted()
    }
}

extension Arrivals {
    /// How many come: the integral of the rate, rounded; at most 1,000,000.
    public var count: Int {
        if let isBurst { return min(max(0, isBurst), ScenarioLimits.arrivals) }
        let bots = length * (rateAtStart + rateAtEnd) / 2
        guard bots > 0 else { return 0 }
        return Int(min(bots, Double(ScenarioLimits.arrivals)).rounded())
    }

    private var length: Double { max(0, toSeconds - fromSeconds) }

    /// Bot number `index` comes when the integral of the rate reaches `index` + ½, so that at each
    /// time as many have come as the integral says, rounded: nothing adds up to a drift.
    fileprivate func nanoseconds(ofBot index: Int) -> UInt64 {
        var seconds = fromSeconds
        if isBurst == nil {
            let due = Double(index) + 0.5
            let slope = (rateAtEnd - rateAtStart) / length
            // The root of slope/2 · t² + rateAtStart · t = due, in the form that loses no digits
            // when the slope is small.
            let root = (rateAtStart * rateAtStart + 2 * slope * due).squareRootOrZero
            seconds += min(length, 2 * due / (rateAtStart + root))
        }
        return seconds > 0 ? UInt64(min(seconds, 1e9) * 1e9) : 0
    }
}

extension Double {
    fileprivate var squareRootOrZero: Double { max(0, self).squareRoot() }
}
