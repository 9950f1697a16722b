import COpenSSL
import Testing
import UmpireBasics
import UmpireTLS

@Suite("a faulty peer of a TLS server")
struct FaultTests {
    private let stage: Stage

    init() throws {
        stage = try Stage()
    }

    /// An alert record before any key is there (RFC 8446 §6), without its version.
    private func alert(in bytes: [UInt8]) -> UInt8? {
        guard bytes.count == 7, bytes[0] == 21, bytes[3...5] == [0, 2, 2] else { return nil }
        return bytes[6]
    }

    @Test(
        "HTTP without TLS is told from other bytes, and answered without an alert",
        arguments: ["GET / HTTP/1.1", "POST /", "HEAD /play", "PUT /x", "CONNECT a:443"])
    func plainHTTP(request: String) {
        let server = Party(stage.context)
        for byte in request.utf8 { server.take([byte]) }
        #expect(server.fault == .plainHTTP)
        #expect(!server.hasCiphertext)
        #expect(!server.isWritable && !server.isHandshaken)
    }

    @Test("a fault is thrown for ever after")
    func lasting() {
        let server = Party(stage.context)
        server.take("SSH-2.0-OpenSSH_9.2\r\n".utf8)
        #expect(server.fault == .notTLS)
        server.take("GET / HTTP/1.1".utf8)
        #expect(server.fault == .notTLS)
        #expect(throws: TLSFault.notTLS) { try server.write([1]) }
        server.close()
        #expect(!server.hasCiphertext)
    }

    @Test("a client that knows only TLS 1.0 or 1.1 is told", arguments: [1, 2] as [UInt8])
    func oldVersions(minor: UInt8) {
        let server = Party(stage.context)
        let body = [3, minor] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0xC0, 0x13, 1, 0]
        server.take([22, 3, 1, 0, UInt8(body.count + 4), 1, 0, 0, UInt8(body.count)] + body)
        #expect(server.fault == .versionTooOld)
        #expect(alert(in: server.ciphertext()) == 70, "protocol_version")
    }

    @Test("a client without a cipher of ours is told")
    func noCipher() {
        let server = Party(stage.context)
        // AES with CBC and no forward secrecy.
        let body = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x00, 0x2F, 1, 0]
        server.take([22, 3, 1, 0, UInt8(body.count + 4), 1, 0, 0, UInt8(body.count)] + body)
        #expect(server.fault == .noCommonCipher)
        #expect(alert(in: server.ciphertext()) == 40, "handshake_failure")
    }

    @Test("of the protocols offered http/1.1 is chosen; without it the client is told")
    func protocols() throws {
        let client = try RawClient(protocols: ["h2", "http/1.1"])
        let server = Party(stage.context)
        client.converse(with: server)
        #expect(server.isHandshaken)
        #expect(client.chosen == "http/1.1")
        let modern = Party(stage.context)
        modern.take(try hello(of: RawClient(protocols: ["h2"])))
        #expect(modern.fault == .noCommonProtocol)
        #expect(alert(in: modern.ciphertext()) == 120, "no_application_protocol")
    }

    private func hello(of client: RawClient) -> [UInt8] {
        client.step()
        return client.ciphertext()
    }

    @Test("a record that is too long is refused by its head, before and after the handshake")
    func longRecords() throws {
        let stranger = Party(stage.context)
        stranger.take([22, 3, 1, 0xFF, 0xFF])
        #expect(stranger.fault == .recordTooLong)
        #expect(alert(in: stranger.ciphertext()) == 22, "record_overflow")
        for newest in [TLSClientContext.Version.tls12, .tls13] {
            let (server, client) = try stage.friends(newest)
            server.take([23, 3, 3, 0x48, 0x01])
            #expect(server.fault == .recordTooLong)
            client.take(server.ciphertext())
            #expect(client.fault == .alert(22), "the alert is encrypted and understood")
        }
    }

    @Test("a bit that changed in any byte of a record is noticed")
    func damage() throws {
        for newest in [TLSClientContext.Version.tls12, .tls13] {
            for place in 5..<40 {
                let (server, client) = try stage.friends(newest)
                try client.write([UInt8](repeating: 1, count: 30))
                var bytes = client.ciphertext()
                bytes[place] ^= 1 << UInt8(place % 8)
                server.take(bytes)
                #expect(server.fault == .recordDamaged)
                #expect(server.heard.isEmpty)
                client.take(server.ciphertext())
                #expect(client.fault == .alert(20), "bad_record_mac")
            }
        }
    }

    @Test("a record that is cut off is waited for, and gives nothing")
    func truncation() throws {
        let (server, client) = try stage.friends()
        try client.write([UInt8](repeating: 1, count: 300))
        server.take(client.ciphertext().dropLast())
        #expect(server.heard.isEmpty && server.fault == nil && !server.isClosed)
    }

    @Test("a handshake that goes on and on is ended")
    func endlessHandshake() {
        let server = Party(stage.context)
        // A hello that announces 131,071 bytes, in records of 16,384.
        let first: [UInt8] = [1, 1, 0xFF, 0xFF, 3, 3]
        let part = [UInt8](repeating: 0, count: 16_384)
        server.take([22, 3, 1, 0x40, 0] + first + part.dropLast(first.count))
        #expect(server.fault == nil)
        server.take([22, 3, 1, 0x40, 0] + part)
        #expect(server.fault == .handshakeTooLong)
    }

    @Test("a second handshake in one session is the end of it")
    func renegotiation() throws {
        let client = try RawClient(newest: TLS1_2_VERSION)
        let server = Party(stage.context)
        client.converse(with: server)
        #expect(server.isHandshaken && server.negotiated.hasPrefix("TLSv1.2"))
        #expect(SSL_renegotiate(client.ssl) == 1)
        SSL_do_handshake(client.ssl)
        server.take(client.ciphertext())
        #expect(server.fault == .renegotiation)
        #expect(recordTypes(server.ciphertext()) == [21], "an alert")
    }

    @Test("new keys may be asked for, but not all the time")
    func keyUpdates() throws {
        let client = try RawClient()
        let server = Party(stage.context)
        client.converse(with: server)
        for _ in 0..<8 {
            SSL_key_update(client.ssl, SSL_KEY_UPDATE_REQUESTED)
            client.converse(with: server)
        }
        #expect(server.fault == nil)
        for _ in 0..<40 where server.fault == nil {
            SSL_key_update(client.ssl, SSL_KEY_UPDATE_REQUESTED)
            client.converse(with: server)
        }
        #expect(server.fault == .tooManyKeyUpdates)
    }

    @Test("many requests for new keys in one piece cost no more than that piece")
    func keyUpdatesAtOnce() throws {
        let client = try RawClient()
        let server = Party(stage.context)
        client.converse(with: server)
        var flood: [UInt8] = []
        for _ in 0..<2_000 {
            SSL_key_update(client.ssl, SSL_KEY_UPDATE_REQUESTED)
            SSL_do_handshake(client.ssl)
            flood += client.ciphertext()
        }
        server.take(flood)
        #expect(server.fault == .tooManyKeyUpdates)
        #expect(server.ciphertext().count <= flood.count)
    }

    @Test(
        "100,000 random bytes cost a fault and at most an alert", arguments: 1...50 as ClosedRange)
    func garbage(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let server = Party(stage.context)
        var bytes = (0..<25_000).flatMap { _ in
            withUnsafeBytes(of: random.word()) { Array($0) }
        }
        // Half of them begin as a hello does, to get further.
        if seed % 2 == 0 { bytes.replaceSubrange(0..<6, with: [22, 3, 1, 2, 0, 1]) }
        server.take(bytes)
        #expect(server.fault != nil)
        #expect(server.ciphertext().count <= 7)
    }

    @Test("a hello with one bit changed never gets further than it should")
    func flippedHello() throws {
        let context = try stage.clientContext()
        let length = try Party(client: context).ciphertext().count
        var outcomes: Set<String> = []
        for place in 0..<length {
            let (server, client) = (Party(stage.context), try Party(client: context))
            var flight = client.ciphertext()
            flight[place] ^= 1 << UInt8(place % 8)
            server.take(flight)
            converse(client, server)
            // The transcript's hash covers the hello: both never believe in different ones.
            #expect(!server.isHandshaken || place < 5, "byte \(place)")
            outcomes.insert(server.fault.map { "\($0)" } ?? "waiting")
        }
        #expect(outcomes.count > 3, "\(outcomes)")
    }
}
