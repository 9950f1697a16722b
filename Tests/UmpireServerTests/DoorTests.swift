import Testing
import UmpireBasics
@testable import UmpireServer

@Suite("Who may come in, and how often")
struct DoorTests {
    /// The status with which a WebSocket is opened or refused.
    private func status(_ quay: Quay, _ headers: [String] = []) throws -> Int {
        let socket = try Socket(port: quay.port)
        socket.ask("/play", headers: Visitor.upgrade + headers)
        return try #require(socket.answer()).status
    }

    /// A WebSocket; nil when the server closes at once.
    private func knock(_ quay: Quay) throws -> Socket? {
        let socket = try Socket(port: quay.port)
        socket.ask("/play", headers: Visitor.upgrade)
        return socket.answer()?.status == 101 ? socket : nil
    }

    private func count(_ cause: RefusalCause, _ quay: Quay) throws -> Int {
        let socket = try Socket(port: quay.port)
        socket.ask("/health")
        let text = try #require(socket.answer()).text
        let start = try #require(text.firstRange(of: "\"\(cause.name)\":")).upperBound
        return try #require(Int(text[start...].prefix { $0.isNumber }))
    }

    @Test("a page of a foreign origin is refused with 403, a native client is not")
    func origins() throws {
        let quay = try Quay(choosing: .with { $0.origins = ["https://good.example"] })
        #expect(try status(quay, ["origin: https://good.example"]) == 101)
        #expect(try status(quay) == 101)
        #expect(try status(quay, ["origin: https://evil.example"]) == 403)
        #expect(try status(quay, ["origin: null"]) == 403)
        #expect(try count(.origin, quay) == 2)
    }

    @Test("one connection more than an address may have is closed at once, and room comes back")
    func connectionsOfAnAddress() throws {
        let quay = try Quay(choosing: .with { $0.connectionsPerAddress = 3 })
        var held = try (0..<3).map { _ in try Visitor(port: quay.port) }
        #expect(try Socket(port: quay.port).isEnded())
        held.removeLast().socket.endSending()
        var isBack = false
        while !isBack { isBack = try knock(quay) != nil }
        #expect(held.count == 2)
    }

    @Test("connections that moved to another loop count for their address until they end")
    func movedConnections() throws {
        let quay = try Quay(loops: 3, choosing: .with { $0.connectionsPerAddress = 4 }) {
            $0.newsMilliseconds = 10
        }
        for _ in 0..<3 {
            var held: [Visitor] = []
            while held.count < 4 {
                // Until the server has noticed that those before are gone.
                guard let socket = try knock(quay) else { continue }
                let visitor = Visitor(on: socket)
                visitor.say("{\"type\":\"hello\",\"protocol\":1}")
                visitor.say("{\"type\":\"create\"}")
                try visitor.message("seated")
                held.append(visitor)
            }
            #expect(try Socket(port: quay.port).isEnded())
        }
    }

    @Test("behind a listed proxy the address that it names is bounded, with 503")
    func proxy() throws {
        let quay = try Quay(
            choosing: .with {
                $0.trustedProxies = ["127.0.0.0/8"]
                $0.connectionsPerAddress = 1
            })
        let first = try Socket(port: quay.port)
        first.ask("/play", headers: Visitor.upgrade + ["x-forwarded-for: 6.6.6.6, 192.0.2.1"])
        #expect(first.answer()?.status == 101)
        #expect(try status(quay, ["x-forwarded-for: 192.0.2.1"]) == 503)
        #expect(try status(quay, ["x-forwarded-for: 192.0.2.2"]) == 101)
        #expect(try count(.addressConnections, quay) == 1)
    }

    @Test("an address that opens WebSockets too quickly is told 429")
    func handshakes() throws {
        let quay = try Quay {
            $0.address.includesLoopback = true
            $0.address.handshakes = TokenRate(perMinute: 1, burst: 2)
        }
        #expect(try status(quay) == 101)
        #expect(try status(quay) == 101)
        #expect(try status(quay) == 429)
        #expect(try count(.addressHandshakes, quay) == 1)
    }

    /// How the server closes on a flood of frames.
    private func goodbye(
        to frames: [[UInt8]], _ configure: (inout ServerLimits) -> Void, cause: RefusalCause
    ) throws -> Int? {
        let quay = try Quay { configure(&$0) }
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.socket.send(frames.flatMap { $0 })
        let code = visitor.goodbye()
        #expect(try count(cause, quay) == 1)
        return code
    }

    @Test("pings beyond the limit end in 4429")
    func pings() throws {
        let flood = (0..<1_000).map { _ in Visitor.frame(9, [1]) }
        #expect(try goodbye(to: flood, { _ in }, cause: .controlFrames) == 4429)
        let pongs = (0..<1_000).map { _ in Visitor.frame(10, []) }
        #expect(try goodbye(to: pongs, { _ in }, cause: .controlFrames) == 4429)
    }

    @Test("bytes beyond the limits of the connection or of the address end in 4429")
    func bytes() throws {
        let flood = (0..<40).map { _ in Visitor.frame(10, [UInt8](repeating: 0, count: 100)) }
        let own = try goodbye(
            to: flood, { $0.bytes = TokenRate(rate: 1, burst: 4_000) }, cause: .bytes)
        #expect(own == 4429)
        let shared = try goodbye(
            to: flood,
            {
                $0.address.includesLoopback = true
                $0.address.bytes = TokenRate(rate: 1, burst: 4_000)
            }, cause: .addressMessages)
        #expect(shared == 4429)
    }

    @Test("messages beyond the limit of the address end in 4429")
    func messages() throws {
        let flood = (0..<40).map { _ in Visitor.frame(10, []) }
        let code = try goodbye(
            to: flood,
            {
                $0.address.includesLoopback = true
                $0.address.messages = TokenRate(rate: 1, burst: 30)
            }, cause: .addressMessages)
        #expect(code == 4429)
    }

    @Test("the eleventh wrong room code of an address ends in 4429, however many connections try")
    func roomCodes() throws {
        let quay = try Quay { $0.address.includesLoopback = true }
        for _ in 0..<2 {
            let visitor = try Visitor.greeted(port: quay.port)
            for _ in 0..<5 {
                visitor.say("{\"type\":\"join\",\"room\":\"AAAAA\"}")
                try visitor.message("refused")
            }
        }
        let last = try Visitor.greeted(port: quay.port)
        last.say("{\"type\":\"spectate\",\"room\":\"AAAAA\"}")
        #expect(last.goodbye() == 4429)
        #expect(try count(.roomCodes, quay) == 1)
    }

    @Test("a message that is begun and never ended is closed with 1008")
    func unfinished() throws {
        let quay = try Quay {
            $0.sweepMilliseconds = 20
            $0.controlFrames = TokenRate(rate: 1_000_000, burst: 1_000_000)
            $0.messageMilliseconds = 1_000
        }
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.socket.send([0x01, 0x81, 0, 0, 0, 0, 65])
        // Pings between the parts win no time.
        var answers = 0
        var code: Int?
        visitor.send(9, [7])
        while code == nil, let frame = visitor.next() {
            if frame.opcode == 10 {
                answers += 1
                visitor.send(9, [7])
            }
            code = frame.closeCode
        }
        #expect(code == 1008)
        #expect(answers > 0)
    }

    @Test("when too many are shaking hands, the oldest of them goes")
    func shakingHands() throws {
        let quay = try Quay { $0.handshakes = 2 }
        let visitor = try Visitor.greeted(port: quay.port)
        let idle = try (0..<3).map { _ in try Socket(port: quay.port) }
        #expect(idle[0].isEnded())
        idle[2].ask("/health")
        #expect(idle[2].answer()?.status == 200)
        visitor.say("{\"type\":\"ping\",\"id\":1}")
        try visitor.message("pong")
    }
}
