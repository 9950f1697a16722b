import Testing
import UmpireBasics

@Suite("A lateness histogram")
struct LatenessHistogramTests {
    @Test("says each single lateness with an eighth of error at most, upwards", arguments: 1...20)
    func error(seed: UInt64) {
        var random = GameRandom(seed: seed)
        for _ in 0..<500 {
            let late = UInt64(random.word()) << UInt64(random.int(in: 0...8))
            var histogram = LatenessHistogram()
            histogram.record(nanoseconds: Int64(late))
            // Something greater, so that the greatest is not the answer.
            histogram.record(nanoseconds: Int64(late) * 2 + 10_000)
            let said = histogram.nanoseconds(percentile: 50)
            if said < late || said > late + late / 8 + 1_000 {
                Issue.record("seed \(seed): \(late) ns is said to be \(said)")
            }
        }
    }

    @Test("finds percentiles of many within the same error", arguments: 1...10)
    func percentiles(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var histogram = LatenessHistogram()
        var all: [UInt64] = []
        for _ in 0..<2_000 {
            let late = UInt64(random.word()) >> UInt64(random.int(in: 0...20))
            all.append(late)
            histogram.record(nanoseconds: Int64(late))
        }
        all.sort()
        for percent in [1, 50, 90, 99, 99.9, 100] {
            let exact = all[max(0, Int((Double(all.count) * percent / 100).rounded(.up)) - 1)]
            let said = histogram.nanoseconds(percentile: percent)
            let isNear = said >= exact && said <= exact + exact / 8 + 1_000
            if !isNear { Issue.record("seed \(seed), \(percent) %: \(exact) is said as \(said)") }
        }
        #expect(histogram.nanoseconds(percentile: 100) == all.last)
        #expect(histogram.maxNanoseconds == all.last)
        #expect(histogram.total == 2_000)
    }

    @Test("counts what is above a bound, but for what shares the bound's counter")
    func above() {
        var histogram = LatenessHistogram()
        for milliseconds in 0..<100 {
            histogram.record(nanoseconds: Int64(milliseconds) * 1_000_000)
        }
        #expect(histogram.count(above: 2_000_000) == 97)
        #expect(histogram.count(above: 0) == 99)
        #expect(histogram.count(above: 98_900_000) <= 1)
        #expect(histogram.count(above: .max) == 0)
    }

    @Test("takes the early as in time and the latest of all without a trap")
    func extremes() {
        var histogram = LatenessHistogram()
        #expect(histogram.nanoseconds(percentile: 99) == 0)
        histogram.record(nanoseconds: .min)
        #expect(histogram.nanoseconds(percentile: 100) == 0)
        histogram.record(nanoseconds: .max)
        #expect(histogram.maxNanoseconds == UInt64(Int64.max))
        #expect(histogram.nanoseconds(percentile: 200) > 2_000_000_000_000)
        #expect(histogram.nanoseconds(percentile: -1) == 1_000)
    }

    @Test("of two loops, merged, is that of all ticks")
    func merging() {
        var random = GameRandom(seed: 4)
        var (one, other, both) = (LatenessHistogram(), LatenessHistogram(), LatenessHistogram())
        for number in 0..<1_000 {
            let late = Int64(random.word())
            if number % 3 == 0 {
                one.record(nanoseconds: late)
            } else {
                other.record(nanoseconds: late)
            }
            both.record(nanoseconds: late)
        }
        one.merge(other)
        #expect(one.total == both.total)
        #expect(one.maxNanoseconds == both.maxNanoseconds)
        for percent in 0...100 {
            #expect(
                one.nanoseconds(percentile: Double(percent))
                    == both.nanoseconds(percentile: Double(percent)))
        }
    }

    @Test("takes about a kilobyte")
    func size() {
        #expect(MemoryLayout<LatenessHistogram>.size <= 1_024)
    }
}
