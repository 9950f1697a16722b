import Testing
import UmpireBasics
@testable import UmpireServer

@Suite("A server of several loops")
struct ManyLoopsTests {
    private func code(in seated: String) throws -> Substring {
        let start = try #require(seated.firstRange(of: "\"room\":\"")).upperBound
        return seated[start...].prefix(5)
    }

    @Test("lets people meet by room code, whichever loop the room is on, and play there")
    func meet() throws {
        let quay = try Quay(loops: 3) {
            $0.newsMilliseconds = 10
            // Nobody reads for a while, so that the goodbye waits behind many snapshots.
            $0.goodbyeMilliseconds = 60_000
            $0.unsentBytes = 16 << 20
        }
        var hosts: [Visitor] = []
        var guests: [Visitor] = []
        for _ in 0..<6 {
            let host = try Visitor.greeted(port: quay.port)
            host.say("{\"type\":\"create\",\"private\":true}")
            let code = try code(in: host.message("seated"))
            let guest = try Visitor(port: quay.port)
            // Hello and join in one packet: what is behind the message that moves is not lost.
            guest.socket.send(
                [
                    "{\"type\":\"hello\",\"protocol\":1}",
                    "{\"type\":\"join\",\"room\":\"\(code)\"}", "{\"type\":\"ping\",\"id\":77}",
                ].flatMap { Visitor.frame(1, Array($0.utf8)) })
            #expect(try self.code(in: guest.message("seated")) == code)
            #expect(try guest.message("pong").contains("\"id\":77"))
            hosts.append(host)
            guests.append(guest)
        }
        for visitor in hosts + guests {
            visitor.send(2, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
            #expect(visitor.next(2)?.payload.first == 2)
        }
        quay.server.stop()
        for visitor in hosts + guests {
            #expect(visitor.goodbye() == 1001)
            visitor.socket.endSending()
        }
        try quay.stop()
    }

    @Test("brings a player back with the token, whichever loop has the seat")
    func comeBack() throws {
        let quay = try Quay(loops: 2) { $0.newsMilliseconds = 10 }
        for _ in 0..<4 {
            let visitor = try Visitor.greeted(port: quay.port)
            visitor.say("{\"type\":\"create\"}")
            let seated = try visitor.message("seated")
            let start = try #require(seated.firstRange(of: "\"resumeToken\":\"")).upperBound
            let again = try Visitor(port: quay.port)
            again.say(
                "{\"type\":\"hello\",\"protocol\":1,\"resume\":\"\(seated[start...].prefix(32))\"}")
            let returned = try again.message("seated")
            #expect(returned.contains("\"returned\":true"))
            #expect(try code(in: returned) == code(in: seated))
            #expect(visitor.goodbye() == 4409)
        }
    }

    @Test("closes who moves to and fro to escape the limits on messages, with 4429")
    func toAndFro() throws {
        let quay = try Quay(loops: 2) {
            $0.newsMilliseconds = 10
            // However long it takes, hardly a move is earned meanwhile.
            $0.moves = TokenRate(perMinute: 1, burst: 16)
        }
        let visitor = try Visitor.greeted(port: quay.port)
        // Codes that nobody has, now of one loop and now of the other.
        let frames = (0..<60).map { number in
            let code = number % 2 == 0 ? "BBBBB" : "AAAAA"
            return Visitor.frame(1, Array("{\"type\":\"join\",\"room\":\"\(code)\"}".utf8))
        }
        visitor.socket.send(frames.flatMap { $0 })
        var refusals = 0
        var code: Int?
        while let frame = visitor.next() {
            if frame.opcode == 1 { refusals += 1 }
            if frame.opcode == 8 { code = frame.closeCode }
        }
        #expect(code == 4429)
        #expect(refusals <= 17)
    }
}
