import Glibc
import Synchronization
import Testing
import UmpireLoop

@Suite("a loop")
struct LoopTests {
    @Test("a loop on which nothing is open ends at once")
    func empty() throws {
        try onLoop { _ in }
    }

    @Test("the end of a turn comes once after all events of the turn")
    func turnEnd() throws {
        let turns = Shared<[[Int]]>([])
        let mailboxes = (0..<3).map { _ in Mailbox<Int>() }
        try onLoop { loop in
            var turn: [Int] = []
            for (index, mailbox) in mailboxes.enumerated() {
                try mailbox.receive(on: loop) { batch in
                    turn += batch
                    if index == 2 { mailboxes.forEach { $0.close() } }
                }
                mailbox.send(index)
            }
            loop.onTurnEnd {
                if !turn.isEmpty { turns.change { $0.append(turn) } }
                turn = []
            }
        }
        #expect(turns.value.map { $0.sorted() } == [[0, 1, 2]])
    }

    @Test("a signal is delivered on the loop, as often as it was raised one by one")
    func signals() throws {
        let arrived = Shared<[ProcessSignal]>([])
        try onLoop { loop in
            let alive = Mailbox<Int>()
            try alive.receive(on: loop) { _ in }
            let box = Shared(0)
            try SignalSource(.user1, on: loop) { signal in
                arrived.change { $0.append(signal) }
                box.change { $0 += 1 }
                if box.value < 3 { kill(getpid(), SIGUSR1) } else { alive.close() }
            }
            let unwanted = try SignalSource(.user2, on: loop) { _ in Issue.record("closed") }
            unwanted.close()
            unwanted.close()
            kill(getpid(), SIGUSR1)
        }
        #expect(arrived.value == [.user1, .user1, .user1])
    }

    @Test("a peer's absence is an error and not a signal that ends the process")
    func brokenPipe() throws {
        try onLoop { _ in }
        var pair: [Int32] = [0, 0]
        try #require(pipe(&pair) == 0)
        close(pair[0])
        #expect(write(pair[1], "x", 1) == -1 && errno == EPIPE)
        close(pair[1])
    }

    @Test("a stopping loop opens nothing new, and closes what is open")
    func stopping() throws {
        let census = Census()
        let refusals = Shared(0)
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                ScriptedStream(on: loop, census)
            }
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { [unowned loop] _ in loop.stop() }
            client.onEnded = { [unowned loop] _, reason in
                #expect(reason == .loopStopped)
                do throws(LoopError) {
                    let again = ScriptedStream(on: loop, census)
                    try again.connect(host: "127.0.0.1", port: listener.port)
                } catch {
                    #expect(error == .loopIsStopping)
                    refusals.change { $0 += 1 }
                }
            }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        #expect(refusals.value == 1)
        census.expectAllGone()
    }
}
