import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a client that lost the server's state")
struct ResyncTests {
    private let plan = GamePlan<Swarm>()

    /// A seated client some ticks into a match, and its server's side.
    private func scene(seed: UInt64) -> (ClientLine, SnapshotSource, GameRandom) {
        var random = GameRandom(seed: seed)
        var source = SnapshotSource(plan: plan)
        var line = ClientLine(plan: plan)
        line.join(token: "t1")
        for _ in 0..<4 {
            source.advance(1, &random)
            line.send(source.frame())
        }
        line.said.removeAll()
        line.happenings.removeAll()
        return (line, source, random)
    }

    private func isLost(_ line: ClientLine) -> Bool {
        if case .lost = line.session.state { true } else { false }
    }

    @Test("asks for a keyframe on the same connection, leaves the rest aside, and goes on")
    func hash() {
        var (line, source, random) = scene(seed: 1)
        source.advance(1, &random)
        line.send(source.frame(wrongHash: true))
        let hash = source.current.viewHash
        #expect(
            line.said == [#"{"type":"resync","tick":5,"viewHash":\#(hash),"reason":"hash"}"#])
        for _ in 0..<5 {
            source.advance(1, &random)
            line.send(source.frame())
        }
        #expect(line.session.mirror.tick == Tick(4), "what came before the keyframe is left aside")
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true))
        #expect(line.session.mirror.snapshot == source.current)
        source.advance(1, &random)
        line.send(source.frame())
        #expect(line.session.mirror.snapshot == source.current)
        #expect(line.said.count == 1 && line.closes.isEmpty && line.connects == 0)
        #expect(
            line.happenings.count { if case .faulty = $0 { true } else { false } } == 1)
    }

    @Test("says why: bits that give no state, or a baseline that it does not hold")
    func reasons() {
        var (line, source, random) = scene(seed: 2)
        source.advance(1, &random)
        line.send(source.frame().dropLast())
        #expect(line.said == [#"{"type":"resync","tick":5,"reason":"decode"}"#])
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true))
        source.advance(1, &random)
        _ = source.frame()
        source.advance(1, &random)
        line.send(source.frame())
        #expect(line.said.last == #"{"type":"resync","tick":8,"reason":"baseline"}"#)
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true))
        line.send([9, 9])
        #expect(line.said.last == #"{"type":"resync","tick":0,"reason":"decode"}"#)
        #expect(line.said.count == 3 && line.closes.isEmpty)
    }

    @Test("gives up the fourth time in a row, closes and returns with its token")
    func inVain() {
        var (line, source, random) = scene(seed: 3)
        for turn in 1...4 {
            source.advance(1, &random)
            line.send(source.frame(wrongHash: true))
            #expect(line.said.count == min(turn, 3))
            guard turn < 4 else { break }
            // Keyframes are right, and what follows them is not: they are no help.
            source.advance(1, &random)
            line.send(source.frame(isKeyframe: true))
            #expect(line.session.mirror.snapshot == source.current)
        }
        #expect(line.closes == [.protocolError])
        #expect(isLost(line))
        line.reconnect()
        #expect(line.said.last?.contains(#""resume":"t1""#) == true)
        line.say(line.welcome)
        line.say(.seated(line.seat(returned: true, token: "t2")))
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true, wrongHash: true))
        #expect(line.said.last?.contains("resync") == true, "it begins to count anew")
    }

    @Test("a keyframe that cannot be taken itself is asked for again")
    func faultyKeyframes() {
        var (line, source, random) = scene(seed: 4)
        source.advance(1, &random)
        line.send(source.frame(wrongHash: true))
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true, wrongHash: true))
        #expect(line.said.count == 2)
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true))
        #expect(line.session.mirror.snapshot == source.current)
        #expect(line.closes.isEmpty)
    }

    @Test("is helped by a change whose hash agrees, and may ask as often as before")
    func helped() {
        var (line, source, random) = scene(seed: 5)
        for turn in 1...12 {
            source.advance(1, &random)
            line.send(source.frame(wrongHash: true))
            #expect(line.said.count == turn)
            source.advance(1, &random)
            line.send(source.frame(isKeyframe: true))
            source.advance(1, &random)
            line.send(source.frame(hasHash: turn.isMultiple(of: 2)))
        }
        #expect(line.closes.isEmpty)
    }

    @Test(
        "returns when the server refuses the keyframe",
        arguments: ["tooManyResyncs", "unknownType"])
    func refused(_ name: String) throws {
        let code = try #require(Refusal.Code(rawValue: name))
        var (line, source, random) = scene(seed: 6)
        line.say(.refused(Refusal(of: "resync", code, "no")))
        #expect(line.closes.isEmpty, "nothing is waited for")
        source.advance(1, &random)
        line.send(source.frame(wrongHash: true))
        line.say(.refused(Refusal(of: "rematch", code, "no")))
        #expect(line.closes.isEmpty)
        line.say(.refused(Refusal(of: "resync", code, "no")))
        #expect(line.closes == [.protocolError])
        #expect(isLost(line))
    }

    @Test("asks again when no keyframe comes for two seconds, and then returns")
    func unheard() {
        var (line, source, random) = scene(seed: 7)
        var asked: [UInt64] = []
        let start = line.now
        for _ in 0..<400 where !isLost(line) {
            source.advance(1, &random)
            let count = line.said.count
            line.send(source.frame(wrongHash: line.said.isEmpty))
            if line.said.count > count {
                asked.append(UInt64(line.now.nanoseconds(since: start)) / 1_000_000)
            }
            line.now = line.now.advanced(byMilliseconds: 20)
        }
        #expect(asked == [0, 2_000, 4_000])
        #expect(line.now == start.advanced(byMilliseconds: 6_020) && isLost(line))
        #expect(
            line.happenings.count { if case .faulty = $0 { true } else { false } } == 1)
    }

    @Test("asks for nothing behind its goodbye")
    func leaving() {
        var (line, source, random) = scene(seed: 8)
        let isSent = line.session.send(.leave)
        #expect(isSent)
        for _ in 0..<20 {
            source.advance(1, &random)
            line.send(source.frame(wrongHash: true))
        }
        line.say(.left)
        #expect(line.said == [#"{"type":"leave"}"#])
        #expect(line.session.state == .welcomed && line.closes.isEmpty)
    }

    @Test(
        "is well again soon, whatever is damaged on a way of some frames' length",
        arguments: 1...10 as ClosedRange<UInt64>)
    func anyDamage(_ seed: UInt64) {
        var (line, source, random) = scene(seed: seed)
        var way: [[UInt8]] = []
        var answers = 0
        for step in 0..<600 {
            source.advance(1, &random)
            let isAsked = line.said.count > answers
            answers = line.said.count
            var bytes = source.frame(
                isKeyframe: isAsked, hasHash: isAsked || source.tick.rawValue % 16 == 0)
            if step < 500, random.chance(0.02) {
                let bit = random.int(in: 0...(bytes.count * 8 - 1))
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            }
            way.append(bytes)
            if way.count > 4 { line.send(way.removeFirst()) }
            line.now = line.now.advanced(byMilliseconds: 33)
            guard isLost(line) else { continue }
            way.removeAll()
            line.reconnect()
            line.say(line.welcome)
            line.say(.seated(line.seat(returned: true, token: "t\(step)")))
            source.advance(1, &random)
            answers = line.said.count
            line.send(source.frame(isKeyframe: true))
        }
        for bytes in way { line.send(bytes) }
        #expect(line.session.mirror.snapshot == source.current, "seed \(seed)")
        #expect(line.said.contains { $0.contains("resync") }, "seed \(seed)")
    }
}
