import Testing
import UmpireBasics
import UmpireRoom

@Suite("A room's clock")
struct RoomClockTests {
    private func clock(_ rate: Int, phase: UInt64 = 0, start: UInt64 = 0) -> RoomClock {
        RoomClock(
            start: Instant(nanoseconds: start), tickRate: rate, phase: phase,
            now: Instant(nanoseconds: start))
    }

    @Test("has no drift over a day", arguments: [1, 30, 60, 144, 240])
    func day(rate: Int) {
        let start: UInt64 = 123_456_789
        var clock = clock(rate, start: start)
        for minute in 1...1_440 as ClosedRange<UInt64> {
            let next = Instant(nanoseconds: start + minute * 60_000_000_000)
            // What lies between is forgiven; then a second's ticks come one by one.
            _ = clock.take(at: Instant(nanoseconds: next.nanoseconds - 1))
            for tick in 0..<UInt64(rate) {
                let due = next.advanced(byNanoseconds: tick * 1_000_000_000 / UInt64(rate))
                if clock.due != due || clock.take(at: due) != 1 {
                    Issue.record("minute \(minute), tick \(tick): due \(clock.due), not \(due)")
                }
            }
        }
    }

    @Test("gives a tick exactly when it is due, and none a nanosecond before")
    func exactly() {
        var random = GameRandom(seed: 11)
        for rate in 1...240 {
            for phase in 0..<RoomClock.phases {
                let start = UInt64(random.word()) << 16
                var clock = clock(rate, phase: phase, start: start)
                for _ in 0..<20 {
                    let due = clock.due
                    let before = Instant(nanoseconds: due.nanoseconds - 1)
                    let isExact = clock.take(at: before) == 0 && clock.take(at: due) == 1
                    if !isExact { Issue.record("\(rate) Hz, phase \(phase), due \(due)") }
                    if clock.take(at: due) != 0 { Issue.record("a tick is given once") }
                }
            }
        }
    }

    @Test("gives at least one tick at any time from due on", arguments: [1, 2, 3] as [UInt64])
    func late(seed: UInt64) {
        var random = GameRandom(seed: seed)
        for _ in 0..<2_000 {
            let rate = random.int(in: 1...240)
            var clock = clock(rate, phase: UInt64(random.int(in: 0...20)))
            for _ in 0..<10 {
                let late = UInt64(random.int(in: 0...200_000_000))
                let now = clock.due.advanced(byNanoseconds: late)
                let steps = clock.take(at: now)
                if !(1...Limits.catchUpTicks).contains(steps) || clock.due <= now {
                    Issue.record("seed \(seed), \(rate) Hz, \(late) ns late: \(steps) ticks")
                }
            }
        }
    }

    @Test("spreads rooms over the period")
    func phases() {
        let phases = RoomClock.phases
        let dues = (0..<phases).map { clock(30, phase: $0).due.nanoseconds }
        let period = 1_000_000_000 / 30 as UInt64
        for (phase, due) in dues.enumerated() {
            #expect(due == UInt64(phase) * 1_000_000_000 / (phases * 30))
            #expect(due < period)
        }
        #expect(clock(30, phase: phases + 1).due == clock(30, phase: 1).due)
    }

    @Test("makes up for a few ticks and forgives the rest, on the same grid")
    func forgives() {
        var clock = clock(100)
        #expect(clock.take(at: .zero) == 1)
        // Ticks 1…10 are due at 100 ms.
        #expect(clock.take(at: Instant(nanoseconds: 100_000_000)) == Limits.catchUpTicks)
        #expect(clock.forgivenTicks == 10 - UInt64(Limits.catchUpTicks))
        #expect(clock.overruns == 1)
        #expect(clock.due == Instant(nanoseconds: 110_000_000))
        #expect(clock.take(at: Instant(nanoseconds: 110_000_000)) == 1)
        #expect(clock.overruns == 1)
    }

    @Test("of a room that opens later starts at the next point, without an overrun")
    func opensLater() {
        var random = GameRandom(seed: 3)
        for _ in 0..<2_000 {
            let rate = random.int(in: 1...240)
            let phase = UInt64(random.int(in: 0...7))
            let now = Instant(nanoseconds: UInt64(random.word()) << UInt64(random.int(in: 0...20)))
            let start = Instant(nanoseconds: now.nanoseconds / 3)
            var late = RoomClock(start: start, tickRate: rate, phase: phase, now: now)
            let wait = late.due.nanoseconds(since: now)
            let isNext = wait >= 0 && wait <= 1_000_000_000 / Int64(rate) + 1
            if !isNext || late.take(at: late.due) != 1 || late.overruns + late.forgivenTicks != 0 {
                Issue.record("\(rate) Hz, phase \(phase), now \(now): waits \(wait)")
            }
        }
    }

    @Test("counts on for centuries")
    func centuries() {
        let end = Instant(nanoseconds: 9_000_000_000_000_000_000)
        var clock = RoomClock(start: .zero, tickRate: 240, phase: 0, now: end)
        #expect(clock.due >= end)
        #expect(clock.take(at: clock.due) == 1)
    }
}
