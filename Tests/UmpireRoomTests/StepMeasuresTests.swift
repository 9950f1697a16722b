import Testing
import UmpireBasics
import UmpireRoom

@Suite("What is measured of a room's steps")
struct StepMeasuresTests {
    private var measures = StepMeasures(tickRate: 20, guessedCost: 7)
    private var now = Instant(nanoseconds: 5_000_000_000)

    private mutating func step(
        lateMicroseconds: UInt64 = 0, takes milliseconds: UInt64, works: UInt64? = nil
    ) {
        let begin = now.advanced(byNanoseconds: lateMicroseconds * 1_000)
        let end = begin.advanced(byMilliseconds: milliseconds)
        measures.note(due: now, begin: begin, end: end) { (works ?? milliseconds) * 1_000_000 }
        now = end
    }

    @Test("is the worst lateness, and how often it was more than two milliseconds")
    mutating func lateness() {
        for late in [0, 1_999, 2_000, 2_001, 900, 4_000] as [UInt64] {
            step(lateMicroseconds: late, takes: 1)
        }
        #expect(measures.worstLatenessNanoseconds == 4_000_000)
        #expect(measures.lateTicks == 2)
    }

    @Test("is the cost, guessed first, then measured, then averaged")
    mutating func cost() {
        #expect(measures.costNanoseconds == 7)
        step(takes: 8)
        #expect(measures.costNanoseconds == 8_000_000)
        for _ in 0..<100 { step(takes: 2) }
        #expect((2_000_000...2_100_000).contains(measures.costNanoseconds))
    }

    @Test("is how many steps in a row took longer than the period")
    mutating func overlong() {
        for (takes, count) in [(51, 1), (51, 2), (50, 0), (60, 1)] as [(UInt64, Int)] {
            step(takes: takes)
            #expect(measures.overlongSteps == count)
        }
    }

    @Test("is not how often the thread had to wait for the machine")
    mutating func waiting() {
        step(takes: 60, works: 51)
        #expect(measures.overlongSteps == 1)
        step(takes: 60, works: 50)
        #expect(measures.overlongSteps == 0)
    }

    @Test("allows to make up for lost ticks only when a step is short")
    mutating func makingUp() {
        #expect(measures.mostSteps == Limits.catchUpTicks)
        step(takes: 17)
        #expect(measures.mostSteps == 1)
        step(takes: 16)
        #expect(measures.mostSteps == Limits.catchUpTicks)
    }
}
