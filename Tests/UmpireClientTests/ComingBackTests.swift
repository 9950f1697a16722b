import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol

@Suite("coming back")
struct ComingBackTests {
    private let plan = GamePlan<Swarm>()

    @Test("a lost client returns with its token, and each token is used once")
    func resuming() {
        var line = ClientLine(plan: plan)
        line.join(token: "t1")
        for number in 1...5 {
            line.session.disconnected(code: nil, at: line.now)
            line.drain()
            guard case .lost(let retryAt, let attempt) = line.session.state else {
                Issue.record("not lost")
                return
            }
            #expect(attempt == 1)
            #expect((125_000_000...250_000_000).contains(retryAt.nanoseconds(since: line.now)))
            line.session.wake(at: line.now)
            #expect(line.session.output.isEmpty)
            line.reconnect()
            #expect(line.connects == number)
            #expect(line.said.last?.contains(#""resume":"t\#(number)""#) == true)
            let before = line.said.count
            line.say(line.welcome)
            #expect(line.said.count == before, "the seat comes unasked")
            line.say(.seated(line.seat(returned: true, token: "t\(number + 1)")))
            #expect(line.session.seat?.resumeToken == "t\(number + 1)")
        }
        #expect(line.seatings == [false, true, true, true, true, true])
    }

    @Test("inputs are numbered afresh after a return, and the keyframe is followed")
    func afterwards() {
        var line = ClientLine(plan: plan)
        var random = GameRandom(seed: 4)
        var source = SnapshotSource(plan: plan)
        line.join()
        source.advance(50, &random)
        line.send(source.frame())
        for _ in 0..<10 { line.session.sendInput(Swarm.Input(), at: line.now) }
        line.session.disconnected(code: 1012, at: line.now)
        #expect(line.session.nextWake == line.now)
        line.reconnect()
        line.say(line.welcome)
        line.say(.seated(line.seat(returned: true, token: "t2")))
        #expect(line.session.mirror.head == nil)
        #expect(line.session.sendInput(Swarm.Input(), at: line.now) == 1)
        source.advance(10, &random)
        line.send(source.frame(isKeyframe: true))
        #expect(line.session.mirror.tick == Tick(60))
        #expect(line.session.sendInput(Swarm.Input(), at: line.now) == 2)
    }

    @Test("a server that cannot be reached is tried ever more rarely")
    func unreachable() {
        var line = ClientLine(plan: plan)
        var waits: [Int64] = []
        for _ in 0..<12 {
            line.session.disconnected(code: nil, at: line.now)
            let due = line.session.nextWake ?? line.now
            waits.append(due.nanoseconds(since: line.now))
            line.now = due
            line.session.wake(at: due)
        }
        for (attempt, wait) in waits.enumerated() {
            let full = min(Int64(250_000_000) << Int64(min(attempt, 10)), 5_000_000_000)
            #expect((full / 2...full).contains(wait))
        }
        #expect(line.session.state == .connecting(attempt: 12))
    }

    @Test("a token that the server does not take is thrown away, and a new seat asked for")
    func wrongToken() {
        var line = ClientLine(plan: plan)
        line.join(token: "old")
        line.session.disconnected(code: nil, at: line.now)
        line.reconnect()
        line.session.disconnected(code: 4403, at: line.now)
        line.reconnect()
        #expect(line.said.last?.contains("resume") == false)
        line.say(line.welcome)
        #expect(line.said.last == #"{"type":"quickMatch"}"#)
    }

    @Test(
        "a code that will not get better is the end",
        arguments: [1000, 4409, 4422, 4426] as [UInt16])
    func ends(_ code: UInt16) {
        var line = ClientLine(plan: plan)
        line.join()
        line.session.disconnected(code: code, at: line.now)
        line.drain()
        #expect(line.session.state == .ended(code: code))
        #expect(line.session.nextWake == nil)
        #expect(line.happenings.last == .ended(code: code))
    }

    @Test("frames that cannot be followed make it break off and return with the token")
    func faultyFrames() {
        var line = ClientLine(plan: plan)
        var random = GameRandom(seed: 8)
        var source = SnapshotSource(plan: plan)
        line.join(token: "t1")
        for _ in 0...Limits.resyncsInRow {
            source.advance(3, &random)
            line.send(source.frame(isKeyframe: true, wrongHash: true))
        }
        #expect(line.closes == [.protocolError])
        guard case .lost = line.session.state else {
            Issue.record("not lost")
            return
        }
        line.send(source.frame(isKeyframe: true))
        #expect(line.session.mirror.head == nil, "the old connection is nobody's")
        line.session.disconnected(code: 1000, at: line.now)
        line.reconnect()
        #expect(line.said.last?.contains(#""resume":"t1""#) == true)
    }

    @Test("text that is no JSON makes it break off and return")
    func faultyText() {
        var line = ClientLine(plan: plan)
        line.join()
        line.sendText("{")
        #expect(line.closes == [.protocolError])
        #expect(line.session.nextWake != nil)
    }
}
