import Testing
import UmpireBasics
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

@Suite("A shard hangs up")
struct HangUpTests {
    let pier = Pier()

    @Test("after eight refusals within ten seconds, with 4422")
    func refusals() {
        let id = pier.greet(1)
        for _ in 1...7 { pier.say(id, json: "{}") }
        #expect(pier[id].closeCode == nil)
        pier.say(id, json: "{}")
        #expect(pier[id].closeCode == .invalidInput)
        #expect(pier[id].texts.count { $0.contains("refused") } == 8)
    }

    @Test("not after eight refusals in a longer time")
    func slowRefusals() {
        let id = pier.greet(1)
        for _ in 1...30 {
            pier.say(id, json: "{}")
            pier.advance(milliseconds: 1_430)
        }
        #expect(pier[id].closeCode == nil)
        for _ in 1...8 { pier.say(id, json: "{}") }
        #expect(pier[id].closeCode == .invalidInput)
    }

    @Test("on a flood of messages, with 4429")
    func messageFlood() {
        let id = pier.greet(1)
        for number in 1...(Limits.controlMessageBurst - 1) { pier.say(id, .ping(id: number)) }
        #expect(pier[id].closeCode == nil)
        pier.say(id, .ping(id: 0))
        #expect(pier[id].closeCode == .tooManyMessages)
        #expect(pier.shard.counters.closes == [.tooManyMessages: 1])
    }

    @Test("not on as many messages a second as are allowed")
    func steadyMessages() {
        let id = pier.greet(1)
        for number in 1...600 {
            pier.say(id, .ping(id: number))
            pier.advance(milliseconds: 1_000 / UInt64(Limits.controlMessagesPerSecond) + 1)
        }
        #expect(pier[id].closeCode == nil)
    }

    @Test("on a flood of inputs, with 4429; the seat is kept")
    func inputFlood() {
        let id = pier.board(1)
        pier.advance(ticks: 30)
        let burst = 20 * Limits.inputBurstSeconds
        for number in 1...burst { pier.input(id, sequence: UInt16(number)) }
        #expect(pier[id].closeCode == nil)
        pier.input(id, sequence: 1_000)
        #expect(pier[id].closeCode == .tooManyMessages)
        #expect(pier.shard.rooms.first?.seats.dropped.count == 1)
    }

    @Test("on a text that is too long, with 1009")
    func tooBig() {
        let id = pier.greet(1)
        let padding = String(repeating: " ", count: Limits.controlMessageBytes - 17)
        pier.say(id, json: "{\"type\":\"list\"" + padding + "  }")
        #expect(pier[id].closeCode == nil, "the limit itself is allowed")
        #expect(pier[id].last("matches") != nil)
        pier.say(id, json: "{\"type\":\"list\"" + padding + "   }")
        #expect(pier[id].closeCode == .tooBig)
    }

    @Test("without a hello within five seconds, with 4408")
    func noHello() {
        let id = pier.open(1)
        let other = pier.greet(2)
        pier.advance(milliseconds: Limits.helloSeconds * 1_000 - 1)
        #expect(pier[id].closeCode == nil)
        pier.advance(milliseconds: 1)
        #expect(pier[id].closeCode == .handshakeTimeout)
        #expect(pier[other].closeCode == nil)
    }

    @Test("without a hello: each connection has its own five seconds, also under a reused number")
    func reusedNumber() {
        let id = pier.open(1)
        pier.advance(milliseconds: 3_000)
        pier.cut(id)
        _ = pier.open(1)
        pier.advance(milliseconds: Limits.helloSeconds * 1_000 - 1)
        #expect(pier[id].closeCode == nil)
        pier.advance(milliseconds: 1)
        #expect(pier[id].closeCode == .handshakeTimeout)
    }

    @Test("on thousands that say nothing, in one turn")
    func manyUnheard() {
        let pier = Pier { $0.maxConnections = 5_000 }
        let ids = (1...5_000 as ClosedRange<UInt32>).map { pier.open($0) }
        pier.advance(milliseconds: 5_000)
        #expect(ids.allSatisfy { pier[$0].closeCode == .handshakeTimeout })
        #expect(pier.shard.connectionCount == 0)
    }

    @Test("on one connection more than there may be, with 1013, and on nobody else")
    func full() {
        let pier = Pier { $0.maxConnections = 3 }
        let ids = (1...4).map { pier.open($0) }
        #expect(ids.map { pier[$0].closeCode } == [nil, nil, nil, .tryLater])
        pier.cut(ids[0])
        let late = pier.greet(9)
        #expect(pier[late].closeCode == nil)
        #expect(pier[late].last("welcome") != nil)
    }

    @Test("on another version of the protocol, with 4426", arguments: [0, 2, -1])
    func version(number: Int) {
        let id = pier.open(1)
        pier.say(id, .hello(ClientMessage.Hello(version: number)))
        #expect(pier[id].closeCode == .updateNeeded)
        #expect(pier[id].texts.isEmpty)
    }

    @Test("on an input frame of the wrong length, kind or padding, with 4422")
    func badInputs() {
        var head: [UInt8] = []
        InputFrame(sequence: 1, tick: .zero, ack: .zero).write(into: &head)
        var frames = (0...20).filter { $0 != 12 }.map { [UInt8]((head + head).prefix($0)) }
        frames += (3...7).map { head + [1 << UInt8($0)] }
        frames += ([0, 2, 255] as [UInt8]).map { [$0] + head.dropFirst() + [0] }
        for (number, frame) in frames.enumerated() {
            let id = pier.board(UInt32(number))
            pier.send(id, binary: frame)
            #expect(pier[id].closeCode == .invalidInput, "\(frame)")
            pier.advance(milliseconds: 2_100)
        }
        #expect(pier.shard.counters.closes == [.invalidInput: frames.count])
    }

    @Test("on inputs of who has no seat, with 4422")
    func noSeat() throws {
        let fresh = pier.open(1)
        let greeted = pier.greet(2)
        let watching = pier.greet(3)
        let seated = pier.board(4)
        pier.say(watching, .spectate(room: try #require(pier[seated].room)))
        for id in [fresh, greeted, watching] {
            pier.input(id, sequence: 1)
            #expect(pier[id].closeCode == .invalidInput)
        }
        pier.input(seated, sequence: 1)
        #expect(pier[seated].closeCode == nil, "before the match runs, inputs are ignored")
    }

    @Test("once, and whatever still comes is ignored")
    func once() {
        let id = pier.greet(1)
        pier.shard.stop(.restart)
        pier.shard.stop(.restart)
        let count = pier.shard.effects.list.count
        #expect(count == 1)
        var bytes: [UInt8] = []
        ClientMessage.list.write(into: &bytes)
        pier.shard.receive(text: bytes.span, from: id, at: pier.now)
        pier.shard.receive(binary: bytes.span.bytes, from: id, at: pier.now)
        pier.shard.block(id)
        pier.shard.drain(id)
        #expect(pier.shard.effects.list.count == count)
    }

    @Test("on everybody when it stops, and ends the recordings; no tick follows")
    func stop() throws {
        let pier = Pier { $0.isRecording = true }
        let seated = pier.board(1)
        let fresh = pier.open(2)
        let watching = pier.greet(3)
        pier.say(watching, .spectate(room: try #require(pier[seated].room)))
        pier.advance(ticks: 60)
        pier.shard.stop(.goingAway)
        pier.perform()
        for id in [seated, fresh, watching] { #expect(pier[id].closeCode == .goingAway) }
        #expect(pier.endedRecordings.count == 1)
        #expect(pier.shard.nextWake == nil)
        pier.shard.wake(at: pier.now.advanced(byMilliseconds: 1_000))
        #expect(pier.shard.effects.isEmpty)
        let late = pier.open(7)
        #expect(pier[late].closeCode == .goingAway)
    }
}
