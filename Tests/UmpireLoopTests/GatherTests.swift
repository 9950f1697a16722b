import Testing
import UmpireBasics
import UmpireLoop

@Suite("A loop that lets events gather")
struct GatherTests {
    private static let gathering: UInt64 = 5_000_000

    /// When an alarm that is always due is called, with what is done at each turn's end.
    private func calls(
        _ count: Int, _ endTurn: @escaping @Sendable (Loop) -> Void
    ) throws -> [Instant] {
        let calls = Shared<[Instant]>([])
        try onLoop { loop in
            let box = AlarmBox()
            box.alarm = try Alarm(on: loop) { now in
                calls.change { $0.append(now) }
                if calls.value.count < count { box.alarm?.arm(at: now) } else { box.end() }
            }
            box.alarm?.arm(at: loop.now)
            loop.onTurnEnd { endTurn(loop) }
        }
        return calls.value
    }

    @Test("looks again no earlier than so long after it looked last")
    func gathers() throws {
        let times = try calls(6) { loop in
            loop.gather(
                nanoseconds: GatherTests.gathering, until: loop.now.advanced(byMilliseconds: 60_000)
            )
        }
        #expect(times.count == 6)
        for (one, next) in zip(times.dropFirst(), times.dropFirst(2)) {
            #expect(next.nanoseconds(since: one) >= Int64(GatherTests.gathering))
        }
    }

    @Test("looks again when something is due, and at once where nothing was asked for")
    func due() throws {
        // Whichever were not kept would take an hour for each call.
        let hour: UInt64 = 3_600_000_000_000
        let bounded = try calls(6) { loop in
            loop.gather(nanoseconds: hour, until: loop.now.advanced(byMilliseconds: 1))
        }
        #expect(bounded.count == 6)
        let once = Shared(false)
        let plain = try calls(6) { loop in
            if once.value { return }
            once.set(true)
            loop.gather(nanoseconds: hour, until: loop.now)
        }
        #expect(plain.count == 6)
    }
}
