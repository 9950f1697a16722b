import Testing
import UmpireHTTP
import UmpireWebSocket

@Suite("a client's handshake")
struct ClientHandshakeTests {
    private let key = HandshakeKey(random: (0x0123_4567_89AB_CDEF, 42))

    private func failure(_ status: Int, _ fields: [HeaderField]) -> HandshakeFailure? {
        let response = ResponseHead(status: status, headers: HeaderFields(fields))
        do throws(HandshakeFailure) {
            try Handshake.verify(response, key: key)
            return nil
        } catch {
            return error
        }
    }

    @Test("the request is accepted and the answer verified")
    func bothSides() throws {
        let origin: HeaderFields = [HeaderField("origin", "http://a")]
        let bytes = Handshake.request(host: "a", target: "/", key: key, headers: origin)
        let answer = try bytes.withUnsafeBytes { buffer in
            var input = buffer
            var decoder = RequestDecoder()
            let head = try #require(try decoder.next(&input))
            #expect(head.headers["origin"] == "http://a")
            return try Handshake.accept(head)
        }
        try answer.withUnsafeBytes { buffer in
            var input = buffer
            var decoder = ResponseDecoder()
            let head = try #require(try decoder.next(&input))
            try Handshake.verify(head, key: key)
        }
    }

    @Test("an answer that is no upgrade, or another handshake's, is refused")
    func refusals() {
        let upgrade = HeaderField("upgrade", "WebSocket")
        let connection = HeaderField("connection", "upgrade")
        let accept = HeaderField("sec-websocket-accept", key.accept)
        let foreign = HeaderField("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        let deflate = HeaderField("sec-websocket-extensions", "permessage-deflate")
        let chat = HeaderField("sec-websocket-protocol", "chat")
        #expect(failure(101, [upgrade, connection, accept]) == nil)
        #expect(failure(200, [upgrade, connection, accept]) == .status(200))
        #expect(failure(101, [connection, accept]) == .upgradeMissing)
        #expect(failure(101, [upgrade, accept]) == .connectionMissing)
        #expect(failure(101, [upgrade, connection]) == .acceptMismatch)
        #expect(failure(101, [upgrade, connection, foreign]) == .acceptMismatch)
        let valid = [upgrade, connection, accept]
        #expect(failure(101, valid + [deflate]) == .unexpectedExtension("permessage-deflate"))
        #expect(failure(101, valid + [chat]) == .unexpectedSubprotocol("chat"))
    }

    @Test("random keys are valid keys")
    func randomKeys() {
        var random = SeededRandom(state: 1)
        for _ in 0..<100 {
            let key = HandshakeKey(random: (random.next(), random.next()))
            #expect(HandshakeKey(key.text) == key)
        }
    }
}
