import Testing
@testable import UmpireServer

@Suite("The server plays over WebSockets")
struct PlayTests {
    private func health(_ quay: Quay) throws -> String {
        let socket = try Socket(port: quay.port)
        socket.ask("/health")
        return try #require(socket.answer()).text
    }

    /// An input frame of the ferry.
    private func input(_ sequence: UInt8) -> [UInt8] {
        [1, sequence, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    }

    @Test("text and binary frames go both ways")
    func play() throws {
        let quay = try Quay()
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.say("{\"type\":\"quickMatch\"}")
        let seated = try visitor.message("seated")
        #expect(seated.contains("\"spectator\":false"))
        var last: [UInt8] = []
        for sequence in 1...200 as ClosedRange<UInt8> {
            visitor.send(2, input(sequence))
            let frame = try #require(visitor.next(2))
            #expect(frame.payload[0] == 2)
            last = frame.payload
            if last[1] >= 5 { break }
        }
        #expect(last[1] >= 5, "inputs are acknowledged")
        visitor.say("{\"type\":\"leave\"}")
        try visitor.message("left")
    }

    @Test("frames behind the request, in the same packet, are obeyed")
    func earlyFrames() throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        let lines = ["GET /play HTTP/1.1", "host: x"] + Visitor.upgrade + ["", ""]
        let hello = Array("{\"type\":\"hello\",\"protocol\":1}".utf8)
        socket.send(
            Array(lines.joined(separator: "\r\n").utf8) + Visitor.frame(1, hello)
                + Visitor.frame(9, [7]))
        #expect(socket.answer()?.status == 101)
        #expect(socket.read(1) == [0x81], "a text frame: the welcome")
    }

    @Test("pings are answered, of many in one packet only the newest")
    func pings() throws {
        let quay = try Quay()
        let visitor = try Visitor(port: quay.port)
        visitor.send(9, Array("are you there".utf8))
        #expect(visitor.next() == Visitor.Frame(opcode: 10, payload: Array("are you there".utf8)))
        visitor.send(10, [1, 2])
        visitor.socket.send((0..<100).flatMap { Visitor.frame(9, [$0]) })
        var pongs = 0
        while let frame = visitor.next(10) {
            pongs += 1
            if frame.payload == [99] { break }
        }
        #expect(pongs < 100)
    }

    @Test("a close frame is echoed, with its code or none, and TCP ends")
    func close() throws {
        let quay = try Quay()
        for payload in [[], [0x03, 0xE8], [0x0F, 0xA0, 0x78]] as [[UInt8]] {
            let visitor = try Visitor.greeted(port: quay.port)
            visitor.send(8, payload)
            let frame = try #require(visitor.next(8))
            #expect(frame.payload == Array(payload.prefix(2)))
            #expect(visitor.socket.isEnded())
        }
        #expect(try health(quay).contains("\"connections\":0"))
    }

    @Test(
        "a broken frame is answered with its code",
        arguments: [
            ([0x81, 0x01, 0x61], 1002), ([0xF1, 0x80, 0, 0, 0, 0], 1002),
            ([0x83, 0x80, 0, 0, 0, 0], 1002), ([0x80, 0x80, 0, 0, 0, 0], 1002),
            ([0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28], 1007), ([0x88, 0x81, 0, 0, 0, 0, 3], 1002),
            ([0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1], 1009), ([0x09, 0x80, 0, 0, 0, 0], 1002),
        ] as [([UInt8], Int)])
    func violations(bytes: [UInt8], code: Int) throws {
        let quay = try Quay()
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.socket.send(bytes)
        #expect(visitor.goodbye() == code)
        #expect(visitor.socket.isEnded())
        #expect(try health(quay).contains("\"badFrame\":1"))
    }

    @Test("the shard's close codes arrive: an input without a seat, 4422; a wrong token, 4403")
    func shardCodes() throws {
        let quay = try Quay()
        let noSeat = try Visitor.greeted(port: quay.port)
        noSeat.send(2, input(1))
        #expect(noSeat.goodbye() == 4422)
        let noToken = try Visitor(port: quay.port)
        noToken.say("{\"type\":\"hello\",\"protocol\":1,\"resume\":\"x\"}")
        #expect(noToken.goodbye() == 4403)
        let old = try Visitor(port: quay.port)
        old.say("{\"type\":\"hello\",\"protocol\":2}")
        #expect(old.goodbye() == 4426)
        #expect(old.socket.isEnded())
    }

    @Test("one WebSocket more than there may be is told 1013 at once, and the page is still served")
    func full() throws {
        let quay = try Quay { $0.webSockets = 2 }
        let visitors = try (0..<2).map { _ in try Visitor.greeted(port: quay.port) }
        #expect(try Visitor(port: quay.port).goodbye() == 1013)
        #expect(try health(quay).contains("\"connections\":2"))
        visitors[0].say("{\"type\":\"ping\",\"id\":1}")
        try visitors[0].message("pong")
    }

    @Test("a broken connection keeps the seat, and the token brings the player back")
    func comeBack() throws {
        let quay = try Quay()
        var visitor = try Visitor.greeted(port: quay.port)
        visitor.say("{\"type\":\"quickMatch\"}")
        for _ in 0..<3 {
            let seated = try visitor.message("seated")
            let start = try #require(seated.firstRange(of: "\"resumeToken\":\"")).upperBound
            let token = seated[start...].prefix(32)
            visitor = try Visitor(port: quay.port)
            visitor.say("{\"type\":\"hello\",\"protocol\":1,\"resume\":\"\(token)\"}")
        }
        #expect(try visitor.message("seated").contains("\"returned\":true"))
        #expect(visitor.next(2)?.payload[8] == 0, "a keyframe")
    }

    @Test("silent clients are pinged, and given up when they do not answer")
    func silence() throws {
        let quay = try Quay {
            $0.sweepMilliseconds = 20
            $0.pingMilliseconds = 100
            $0.silenceMilliseconds = 2_000
        }
        let silent = try Visitor(port: quay.port)
        #expect(silent.next() == Visitor.Frame(opcode: 9, payload: []))
        #expect(silent.socket.isEnded())
    }

    @Test("who does not read is closed with 4430, and the others notice nothing")
    func slowReader() throws {
        let quay = try Quay {
            $0.kernelQueueBytes = 1
            $0.unsentBytes = 4_000
        }
        let other = try Visitor.greeted(port: quay.port)
        other.say("{\"type\":\"quickMatch\"}")
        try other.message("seated")
        let slow = try Visitor(port: quay.port, receiveBytes: 4_096)
        slow.say("{\"type\":\"hello\",\"protocol\":1}")
        slow.say("{\"type\":\"quickMatch\"}")
        // It reads nothing, but its messages want answers, which are never dropped.
        for id in 0..<50 { slow.say("{\"type\":\"ping\",\"id\":\(id)}") }
        var lastTick: UInt32 = 0
        var isClosed = false
        for _ in 0..<600 where !isClosed {
            let frame = try #require(other.next(2))
            let tick = frame.payload[4..<8].reversed().reduce(0) { $0 << 8 | UInt32($1) }
            #expect(lastTick == 0 || tick > lastTick)
            lastTick = tick
            isClosed = try health(quay).contains("\"slowReader\":1")
        }
        #expect(isClosed)
        #expect(slow.goodbye() == 4430)
        other.say("{\"type\":\"ping\",\"id\":1}")
        try other.message("pong")
    }
}
