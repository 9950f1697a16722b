import Testing
import UmpireBasics

@testable import UmpireClient

@Suite("waiting before the next try")
struct BackOffTests {
    @Test(
        "the wait is 0.25 s doubled up to 5 s, times a half to one",
        arguments: 1...50 as ClosedRange<UInt64>)
    func bounds(_ seed: UInt64) {
        var backOff = BackOff(seed: seed)
        for attempt in 0..<40 {
            let full = min(UInt64(250_000_000) << UInt64(min(attempt, 10)), 5_000_000_000)
            let wait = backOff.next()
            #expect((full / 2...full).contains(wait), "seed \(seed), attempt \(attempt)")
            #expect(backOff.attempt == attempt + 1)
        }
        backOff.succeeded()
        #expect((125_000_000...250_000_000).contains(backOff.next()))
        #expect((2_500_000_000...5_000_000_000).contains(backOff.longest()))
    }

    @Test("clients with different seeds do not return in step")
    func spread() {
        let waits = (0..<1_000 as Range<UInt64>).map { seed -> UInt64 in
            var backOff = BackOff(seed: seed)
            return backOff.next()
        }
        for part in 0..<10 {
            let from = 125_000_000 + UInt64(part) * 12_500_000
            let count = waits.count { $0 >= from && $0 < from + 12_500_000 }
            #expect((50...150).contains(count))
        }
    }
}
