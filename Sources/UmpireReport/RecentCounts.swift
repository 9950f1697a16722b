/// How often values of about the same size came, to one part in 128, in so little memory that the
/// counts of one second are the difference of two copies.
///
/// A `Distribution` has 120 kB at ten seconds: too much to copy each second of virtual time.
///
///     value    0 … 255   256 … 511   512 … 1,023   …   up to 67 seconds in microseconds
///     steps of    1          2            4
struct RecentCounts: Equatable, Sendable {
    private static let greatest = (1 << 26) - 1
    private var counts = [UInt32](repeating: 0, count: RecentCounts.place(of: greatest) + 1)
    /// The places that were ever counted at: mostly a tenth of all, and the others need no look.
    private var lowest = Int.max
    private var highest = -1

    mutating func record(_ value: Int) {
        let place = RecentCounts.place(of: min(max(0, value), RecentCounts.greatest))
        counts[place] &+= 1
        if place < lowest { lowest = place }
        if place > highest { highest = place }
    }

    mutating func merge(_ other: RecentCounts) {
        guard other.highest >= 0 else { return }
        for place in other.lowest...other.highest { counts[place] &+= other.counts[place] }
        lowest = min(lowest, other.lowest)
        highest = max(highest, other.highest)
    }

    /// The values that these percentages of the values since `earlier` do not exceed; nil when none
    /// came. The percentages rise.
    func percentiles(_ percents: [Double], since earlier: RecentCounts?) -> [Int]? {
        guard highest >= 0 else { return nil }
        var steps: [(place: Int, count: Int)] = []
        var total = 0
        for place in lowest...highest {
            let count = Int(counts[place] &- (earlier?.counts[place] ?? 0))
            guard count > 0 else { continue }
            total += count
            steps.append((place, count))
        }
        guard total > 0 else { return nil }
        var values: [Int] = []
        var reached = 0
        var next = steps.startIndex
        for percent in percents {
            let wanted = max(1, Int((percent / 100 * Double(total)).rounded(.up)))
            while next < steps.endIndex, reached < wanted {
                reached += steps[next].count
                next += 1
            }
            values.append(RecentCounts.greatestValue(at: steps[next - 1].place))
        }
        return values
    }

    private static func place(of value: Int) -> Int {
        guard value >= 256 else { return value }
        let shift = Int.bitWidth - 8 - value.leadingZeroBitCount
        return (shift << 7) + (value >> shift)
    }

    private static func greatestValue(at place: Int) -> Int {
        guard place >= 256 else { return place }
        let shift = (place >> 7) - 1
        return ((place - (shift << 7) + 1) << shift) - 1
    }
}
