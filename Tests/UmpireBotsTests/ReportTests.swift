import Testing
import UmpireBasics

@testable import UmpireBots

@Suite("what bots report")
struct ReportTests {
    @Test(
        "numbers are rounded to their digits",
        arguments: [
            (0, 2, "0.00"), (1.005, 1, "1.0"), (12.345, 2, "12.35"), (-0.001, 1, "0.0"),
            (-1.25, 1, "-1.3"), (7.5, 0, "8"), (0.05, 2, "0.05"), (1e20, 2, "1e+20"),
        ] as [(Double, Int, String)])
    func decimals(_ value: Double, _ digits: Int, _ text: String) {
        #expect(BotsReport.decimal(value, digits) == text)
    }

    @Test("a distribution knows its median, its tail and its greatest value")
    func distributions() {
        var values = Distribution()
        #expect(values.p50 == 0 && values.p99 == 0 && values.max == 0 && values.mean == 0)
        for value in 1...1_000 { values.record(value) }
        values.record(-5)
        #expect(values.count == 1_001)
        #expect((499...501).contains(values.p50))
        #expect((989...991).contains(values.p99))
        #expect(values.max == 1_000)
    }

    @Test("times of inputs are noted once, also when the numbers wrap")
    func sentInputs() {
        var sent = SentInputs()
        var effect = Distribution()
        func instant(_ number: Int) -> Instant { Instant(nanoseconds: UInt64(number) * 1_000_000) }
        for number in 1...70_000 {
            sent.sent(UInt16(truncatingIfNeeded: number), at: instant(number))
            guard number % 5 == 0 else { continue }
            sent.applied(
                upTo: UInt16(truncatingIfNeeded: number - 2), at: instant(number), &effect)
            sent.applied(
                upTo: UInt16(truncatingIfNeeded: number - 2), at: instant(number), &effect)
        }
        #expect(effect.count == 69_998)
        #expect(effect.max < 7_010)
        sent.applied(upTo: 9, at: instant(70_001), &effect)
        #expect(effect.count == 69_998, "what was never sent is not acknowledged")
    }

    @Test(
        "items come when they are due, in the order of insertion",
        arguments: 1...5 as ClosedRange<UInt64>)
    func dueTimes(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var heap = DueTimes<Int>()
        var expected: [(due: UInt64, number: Int)] = []
        for number in 0..<500 {
            let due = UInt64(random.int(in: 0...50))
            heap.insert(number, due: Instant(nanoseconds: due))
            expected.append((due, number))
        }
        expected.sort { ($0.due, $0.number) < ($1.due, $1.number) }
        #expect(heap.next?.nanoseconds == expected.first?.due)
        #expect(heap.take(at: .zero)?.item == (expected[0].due == 0 ? expected[0].number : nil))
        if expected[0].due == 0 { expected.removeFirst() }
        for (due, number) in expected {
            let taken = heap.take(at: Instant(nanoseconds: 50))
            #expect(taken?.item == number && taken?.due.nanoseconds == due, "seed \(seed)")
        }
        #expect(heap.next == nil)
    }
}
