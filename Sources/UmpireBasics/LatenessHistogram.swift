/// How often what was how late: counters of fixed size, from a microsecond to half an hour.
///
/// Each octave has eight counters, so that a figure read from them is at most an eighth above what
/// was recorded. It takes about a kilobyte and allocates nothing.
public struct LatenessHistogram: Sendable, BitwiseCopyable {
    /// Counters of an octave.
    private static let steps = 8
    /// 2^31 µs, where the last counter ends.
    private static let count = 232

    /// By microseconds: 0…7 exactly, then eight to an octave.
    private var counters = InlineArray<232, UInt32>(repeating: 0)
    /// How many were recorded.
    public private(set) var total: UInt64 = 0
    /// The greatest that was recorded, in nanoseconds.
    public private(set) var maxNanoseconds: UInt64 = 0

    /// Nothing recorded.
    public init() {}

    /// Records a lateness; what was early counts as in time.
    public mutating func record(nanoseconds: Int64) {
        let late = UInt64(max(0, nanoseconds))
        let index = LatenessHistogram.index(of: late / 1_000)
        counters[index] = LatenessHistogram.sum(counters[index], 1)
        total &+= 1
        maxNanoseconds = max(maxNanoseconds, late)
    }

    /// The lateness in nanoseconds that `percent` of what was recorded did not exceed, rounded up
    /// to the end of a counter and no greater than the greatest; 0 when nothing was recorded.
    public func nanoseconds(percentile percent: Double) -> UInt64 {
        let all = (0..<LatenessHistogram.count).reduce(UInt64(0)) { $0 + UInt64(counters[$1]) }
        let share = Double(all) * min(max(percent, 0), 100) / 100
        let wanted = max(1, UInt64(share.rounded(.up)))
        var seen: UInt64 = 0
        for index in 0..<LatenessHistogram.count {
            seen += UInt64(counters[index])
            if seen >= wanted {
                return min(LatenessHistogram.start(of: index + 1) * 1_000, maxNanoseconds)
            }
        }
        return maxNanoseconds
    }

    /// How many were later than `nanoseconds`, of those whose counter lies wholly above it.
    public func count(above nanoseconds: UInt64) -> UInt64 {
        let first = LatenessHistogram.index(of: nanoseconds / 1_000) + 1
        guard first < LatenessHistogram.count else { return 0 }
        return (first..<LatenessHistogram.count).reduce(0) { $0 + UInt64(counters[$1]) }
    }

    /// Adds what another one recorded.
    public mutating func merge(_ other: LatenessHistogram) {
        for index in 0..<LatenessHistogram.count {
            counters[index] = LatenessHistogram.sum(counters[index], other.counters[index])
        }
        total &+= other.total
        maxNanoseconds = max(maxNanoseconds, other.maxNanoseconds)
    }

    /// A counter that is full stays so.
    private static func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let (sum, isOver) = left.addingReportingOverflow(right)
        return isOver ? .max : sum
    }

    /// The counter of so many microseconds.
    private static func index(of microseconds: UInt64) -> Int {
        guard microseconds >= steps else { return Int(microseconds) }
        let octave = microseconds.bitWidth - 1 - microseconds.leadingZeroBitCount
        let step = Int(microseconds >> UInt64(octave - 3)) - steps
        return min(count - 1, (octave - 2) * steps + step)
    }

    /// The first microsecond of a counter.
    private static func start(of index: Int) -> UInt64 {
        guard index >= 2 * steps else { return UInt64(index) }
        return UInt64(steps + index % steps) << UInt64(index / steps - 1)
    }
}
