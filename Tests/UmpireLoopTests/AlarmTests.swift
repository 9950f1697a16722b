import Glibc
import Synchronization
import Testing
import UmpireBasics
import UmpireLoop

@Suite("an alarm")
struct AlarmTests {
    @Test("it never calls before it is due, a thousand times in a row")
    func neverEarly() throws {
        let calls = Shared(0)
        try onLoop { loop in
            let box = AlarmBox()
            var due = loop.now
            box.alarm = try Alarm(on: loop) { now in
                #expect(now >= due)
                #expect(box.alarm?.due == nil)
                calls.change { $0 += 1 }
                due = due.advanced(byNanoseconds: 50_000)
                if calls.value < 1_000 { box.alarm?.arm(at: due) } else { box.end() }
            }
            box.alarm?.arm(at: due)
            #expect(box.alarm?.due == due)
        }
        #expect(calls.value == 1_000)
    }

    @Test("arming again replaces the time, earlier or later")
    func armsAgain() throws {
        try onLoop { loop in
            let box = AlarmBox()
            let start = loop.now
            let far = start.advanced(byMilliseconds: 3_600_000)
            let later = start.advanced(byMilliseconds: 20)
            var calls = 0
            box.alarm = try Alarm(on: loop) { now in
                calls += 1
                if calls == 1 {
                    #expect(now < far, "an earlier time replaces a later one")
                    box.alarm?.arm(at: loop.now)
                    box.alarm?.arm(at: later)
                    box.alarm?.arm(at: later)
                } else {
                    #expect(now >= later, "a later time replaces an earlier one")
                    box.end()
                }
            }
            box.alarm?.arm(at: far)
            box.alarm?.arm(at: start)
        }
    }

    @Test("arming later in the turn in which it was due takes the call back")
    func takesBack() throws {
        try onLoop { loop in
            let box = AlarmBox()
            var later = loop.now
            let mailbox = Mailbox<Int>()
            box.alarm = try Alarm(on: loop) { now in
                #expect(now >= later)
                box.end()
            }
            // Both are ready in the same turn; whichever comes first, the alarm is not early.
            try mailbox.receive(on: loop) { _ in
                later = loop.now.advanced(byMilliseconds: 5)
                box.alarm?.arm(at: later)
                mailbox.close()
            }
            mailbox.send(0)
            box.alarm?.arm(at: later)
            let due = later
            while loop.now <= due {}
        }
    }

    @Test("it does not call after disarm and close, in any order")
    func disarmed() throws {
        try onLoop { loop in
            let silent = try Alarm(on: loop) { _ in Issue.record("called after disarm") }
            silent.arm(at: .zero)
            silent.disarm()
            silent.disarm()
            let closed = try Alarm(on: loop) { _ in Issue.record("called after close") }
            closed.arm(at: .zero)
            closed.close()
            closed.close()
            closed.arm(at: .zero)
            closed.disarm()
            let box = AlarmBox()
            box.alarm = try Alarm(on: loop) { _ in
                box.end()
                silent.close()
            }
            box.alarm?.arm(at: loop.now.advanced(byMilliseconds: 5))
        }
    }
}

/// Lets an alarm's own closure reach the alarm.
final class AlarmBox {
    var alarm: Alarm?

    func end() {
        alarm?.close()
        alarm = nil
    }
}
