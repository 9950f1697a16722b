import Testing
import UmpireBasics
import UmpireReport
import UmpireScenario

@testable import UmpireBots

@Suite("queues and notes of bots")
struct QueueTests {
    private func instant(_ milliseconds: Int) -> Instant {
        Instant(nanoseconds: UInt64(milliseconds) * 1_000_000)
    }

    @Test("times of inputs are noted once, also when the numbers wrap")
    func sentInputs() {
        var sent = SentInputs()
        var measures = Measures()
        for number in 1...70_000 {
            sent.sent(UInt16(truncatingIfNeeded: number), meantAt: instant(number))
            guard number % 5 == 0 else { continue }
            let applied = UInt16(truncatingIfNeeded: number - 2)
            sent.applied(upTo: applied, at: instant(number), &measures)
            sent.applied(upTo: applied, at: instant(number), &measures)
        }
        #expect(measures.counter(.inputToEffect) == 69_998)
        #expect(measures.distribution(.inputToEffect).max < 7_010)
        sent.applied(upTo: 9, at: instant(70_001), &measures)
        #expect(
            measures.counter(.inputToEffect) == 69_998, "what was never sent is not acknowledged")
    }

    @Test("beats come in order, however they went in", arguments: 1...5 as ClosedRange<UInt64>)
    func beats(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var beats = BeatQueue()
        var dues: [Int] = []
        var taken: [Int] = []
        for step in 0..<600 {
            let due = step + random.int(in: 0...40)
            beats.insert(BeatQueue.Beat(due: instant(due), bot: due, number: 0))
            dues.append(due)
            while let beat = beats.take(at: instant(step)) { taken.append(beat.bot) }
        }
        while let beat = beats.take(at: instant(10_000)) { taken.append(beat.bot) }
        #expect(taken.count == dues.count && beats.count == 0 && beats.next == nil)
        #expect(taken.sorted() == dues.sorted(), "seed \(seed)")
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
    }

    @Test("slots are used again, keep their values when they grow, and free what was in them")
    func slots() {
        final class Token {}
        var slots = BotSlots<Token>()
        weak var first: Token?
        for _ in 0..<20 { _ = slots.insert(Token()) }
        first = slots[3]
        #expect(first != nil && slots.count == 20)
        slots.remove(3)
        #expect(first == nil && !slots.holds(3) && !slots.holds(20) && slots.count == 19)
        #expect(slots.insert(Token()) == 3)
        #expect(slots.indices == 0..<20)
    }

    @Test("bots come at the scenario's times, sooner when the rate is raised")
    func arrivals() {
        var scenario = Scenario()
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: 10, bots: 10)]
        var clock = ArrivalClock(scenario, start: instant(1_000))
        #expect(clock.next == instant(1_500))
        #expect(clock.take(at: instant(1_499)) == nil)
        #expect(clock.take(at: instant(1_600)) == instant(1_500))
        clock.note(instant(2_000))
        clock.setFactor(2)
        // At 1 s of the scenario; its 1.5 s are a quarter of a second away now.
        #expect(clock.next == instant(2_250))
        clock.setFactor(0)
        #expect(clock.next == nil)
        clock.note(instant(5_000))
        clock.setFactor(1)
        #expect(clock.next == instant(5_500))
    }
}
