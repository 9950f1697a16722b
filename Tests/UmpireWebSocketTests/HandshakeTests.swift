import Testing
import UmpireHTTP
import UmpireWebSocket

@Suite("a handshake")
struct HandshakeTests {
    private static let key = "dGhlIHNhbXBsZSBub25jZQ=="

    private static func head(
        method: HTTPMethod = .get, upgrade: String? = "websocket", connection: String? = "Upgrade",
        version: String? = "13", key: String? = key, extra: [HeaderField] = []
    ) -> RequestHead {
        var headers: HeaderFields = [HeaderField("host", "a")]
        let optional = [
            ("upgrade", upgrade), ("connection", connection), ("sec-websocket-version", version),
            ("sec-websocket-key", key),
        ]
        for case (let name, let value?) in optional { headers.append(HeaderField(name, value)) }
        for field in extra { headers.append(field) }
        return RequestHead(method: method, target: "/", path: "/", query: nil, headers: headers)
    }

    private func refusal(_ head: RequestHead) -> HandshakeRefusal? {
        do throws(HandshakeRefusal) {
            _ = try Handshake.accept(head)
            return nil
        } catch {
            return error
        }
    }

    @Test("the example of RFC 6455 §1.3 gets its answer")
    func golden() throws {
        let answer = String(decoding: try Handshake.accept(Self.head()), as: UTF8.self)
        #expect(
            answer == """
                HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\
                sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n
                """)
    }

    @Test("H2: each missing or wrong part has its own status")
    func refusals() {
        let rows: [(RequestHead, HandshakeRefusal, Int)] = [
            (Self.head(method: .head), .methodNotGet, 405),
            (Self.head(upgrade: nil), .upgradeMissing, 426),
            (Self.head(upgrade: "h2c"), .upgradeMissing, 426),
            (Self.head(upgrade: "websockets"), .upgradeMissing, 426),
            (Self.head(connection: nil), .connectionMissing, 400),
            (Self.head(connection: "keep-alive"), .connectionMissing, 400),
            (Self.head(connection: "no upgrade"), .connectionMissing, 400),
            (Self.head(connection: "up grade, upgrade x"), .connectionMissing, 400),
            (Self.head(version: nil), .versionNotSupported, 426),
            (Self.head(version: "8"), .versionNotSupported, 426),
            (Self.head(version: "013"), .versionNotSupported, 426),
            (Self.head(key: nil), .keyMissing, 400),
        ]
        for (head, expected, status) in rows {
            #expect(refusal(head) == expected)
            #expect(expected.status == status)
            #expect(expected.response.bytes().starts(with: "HTTP/1.1 \(status) ".utf8))
        }
    }

    @Test("H2: an old version is told the one that is spoken")
    func upgradeRequired() {
        let response = HandshakeRefusal.versionNotSupported.response
        #expect(response.headers["sec-websocket-version"] == "13")
        #expect(response.headers["upgrade"] == "websocket")
        let text = String(decoding: response.bytes(), as: UTF8.self)
        #expect(text.contains("\r\nconnection: close, upgrade\r\n"))
    }

    @Test(
        "H2: a key that is not base64 of 16 bytes is 400",
        arguments: [
            "", "====", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=A",
            "dGhlIHNhbXBsZSBub25jZQA=", "dGhlIHNhbXBsZSBub25j-Q==", "dGhlIHNhbXBsZSBub25jZQAA==",
            " dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25\u{E4}Q==",
        ])
    func badKeys(key: String) {
        #expect(refusal(Self.head(key: key)) == .badKey)
        #expect(HandshakeRefusal.badKey.status == 400)
    }

    @Test("tokens count whatever their case, place and padding")
    func tokens() {
        #expect(refusal(Self.head(upgrade: "WebSocket", connection: "keep-alive ,UPGRADE")) == nil)
        let second = [HeaderField("connection", "Upgrade")]
        #expect(refusal(Self.head(connection: "keep-alive", extra: second)) == nil)
    }

    @Test(
        "H7: extension and subprotocol headers are ignored",
        arguments: [
            "constructor;=,;;", "permessage-deflate; client_max_window_bits=999", ",,,,", "\"",
            String(repeating: "a;b=c,", count: 10_000),
        ])
    func extensions(value: String) throws {
        let extra = [
            HeaderField("sec-websocket-extensions", value),
            HeaderField("sec-websocket-protocol", value),
        ]
        #expect(try Handshake.accept(Self.head(extra: extra)) == Handshake.accept(Self.head()))
    }

    @Test("H5: a frame in the packet of the request is read behind it")
    func frameBehindHead() throws {
        let key = HandshakeKey(random: (1, 2))
        var packet = Handshake.request(host: "a:7777", target: "/play?x=1", key: key)
        packet += clientFrame(.text, [0x41])
        try packet.withUnsafeMutableBytes { buffer in
            var input = buffer
            var requests = RequestDecoder()
            let head = try #require(try requests.next(&input))
            #expect(head.path == "/play")
            _ = try Handshake.accept(head)
            var frames = FrameDecoder(role: .server)
            let event = try #require(try frames.next(&input))
            #expect(RecordedEvent(event) == .text([0x41]))
        }
    }
}
