import Synchronization
import Testing
import UmpireLoop

@Suite("a mailbox")
struct MailboxTests {
    struct Note: Sendable {
        let sender: Int
        let number: Int
    }

    @Test("messages of four threads all arrive, in order for each")
    func inOrder() throws {
        let count = 100_000
        let mailbox = Mailbox<Note>()
        let totals = Shared<[Int]>([])
        let senders = try (0..<4).map { sender in
            try LoopThread.start(name: "sender \(sender)") { _ in
                for number in 0..<count {
                    #expect(mailbox.send(Note(sender: sender, number: number)))
                }
            }
        }
        try onLoop { loop in
            var next = [0, 0, 0, 0]
            var isInOrder = true
            try mailbox.receive(on: loop) { batch in
                for note in batch {
                    isInOrder = isInOrder && next[note.sender] == note.number
                    next[note.sender] += 1
                }
                if next.reduce(0, +) == 4 * count {
                    #expect(isInOrder)
                    totals.set(next)
                    mailbox.close()
                }
            }
        }
        for sender in senders { try joinInTime(sender) }
        #expect(totals.value == [count, count, count, count])
    }

    @Test("a message is refused after the loop has ended, and none accepted is lost")
    func endOfLoop() throws {
        let mailbox = Mailbox<Int>()
        let received = Shared<[Int]>([])
        let accepted = Shared(0)
        let isRunning = Gate()
        let receiver = try LoopThread.start(name: "receiver") { loop in
            try mailbox.receive(on: loop) { batch in
                received.change { $0 += batch }
                isRunning.open()
            }
        }
        let sender = try LoopThread.start(name: "sender") { _ in
            var number = 0
            while mailbox.send(number) { number += 1 }
            accepted.set(number)
        }
        try isRunning.wait()
        receiver.stop()
        try joinInTime(receiver)
        try joinInTime(sender)
        #expect(!mailbox.send(0) && mailbox.isClosed)
        let isComplete = received.value.elementsEqual(0..<accepted.value)
        #expect(isComplete, "\(received.value.count) of \(accepted.value) arrived in order")
    }

    @Test("messages sent before anybody receives wait, up to the capacity")
    func capacity() throws {
        let mailbox = Mailbox<Int>(capacity: 3)
        let accepted = (0..<5).map { mailbox.send($0) }
        #expect(accepted == [true, true, true, false, false])
        mailbox.close()
        let received = Shared<[Int]>([])
        let late = Mailbox<Int>(capacity: 3)
        late.send(7)
        try onLoop { loop in
            try late.receive(on: loop) { batch in
                received.change { $0 += batch }
                late.close()
                #expect(!late.send(8))
            }
        }
        #expect(received.value == [7])
    }

    @Test("a mailbox closed before anybody receives still delivers what it accepted")
    func closedEarly() throws {
        let mailbox = Mailbox<Int>()
        mailbox.send(1)
        mailbox.close()
        let received = Shared<[Int]>([])
        try onLoop { loop in
            try mailbox.receive(on: loop) { batch in received.change { $0 += batch } }
        }
        #expect(received.value == [1])
    }

    @Test("stopping from another thread ends a loop, even before it began")
    func stopsFromOutside() throws {
        for _ in 0..<50 {
            let forever = Mailbox<Int>()
            let thread = try LoopThread.start(name: "forever") { loop in
                try forever.receive(on: loop) { _ in }
            }
            thread.stop()
            try joinInTime(thread)
            thread.stop()
        }
    }
}
