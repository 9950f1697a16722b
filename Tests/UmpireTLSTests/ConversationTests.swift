import Testing
import UmpireBasics
import UmpireTLS

@Suite("a conversation over TLS")
struct ConversationTests {
    private let stage: Stage

    init() throws {
        stage = try Stage()
    }

    private func expectFriends(_ server: Party, _ client: Party) {
        #expect(server.isWritable && client.isWritable)
        #expect(server.fault == nil && client.fault == nil)
        #expect(client.peerFingerprint == stage.identity.fingerprint)
        #expect(server.peerFingerprint == nil)
    }

    @Test(
        "a handshake succeeds in pieces of any size",
        arguments: [TLSClientContext.Version.tls12, .tls13])
    func pieces(newest: TLSClientContext.Version) throws {
        for size in Array(1...40) + [100, 1_000, 100_000] {
            let (server, client) = try stage.strangers(newest)
            converse(client, server) { _ in size }
            expectFriends(server, client)
            let version = newest == .tls12 ? "TLSv1.2 ECDHE-" : "TLSv1.3 TLS_"
            #expect(server.negotiated.hasPrefix(version))
            #expect(client.negotiated == server.negotiated)
        }
    }

    @Test("a first flight that is cut in two anywhere is understood")
    func splits() throws {
        let context = try stage.clientContext()
        let length = try Party(client: context).ciphertext().count
        for split in 1..<length {
            let (server, client) = (Party(stage.context), try Party(client: context))
            let flight = client.ciphertext()
            server.take(flight.prefix(split))
            #expect(!server.hasCiphertext, "\(split) of \(length) bytes are no hello")
            server.take(flight.dropFirst(split))
            #expect(server.hasCiphertext)
            client.take(server.ciphertext())
            #expect(client.isHandshaken)
        }
    }

    @Test("a megabyte goes both ways, in pieces as a seed decides", arguments: 1...4 as ClosedRange)
    func megabytes(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let (server, client) = try stage.friends(seed % 2 == 0 ? .tls12 : .tls13)
        let sent = (0..<1 << 18).flatMap { _ in
            withUnsafeBytes(of: random.word()) { Array($0) }
        }
        var rest = sent[...]
        while !rest.isEmpty {
            let count = min(rest.count, random.int(in: 1...60_000))
            try server.write(Array(rest.prefix(count)))
            try client.write(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
            converse(client, server) { _ in random.int(in: 1...70_000) }
        }
        #expect(server.heard == sent)
        #expect(client.heard == sent)
    }

    @Test("two parts become one record, and a small scratch makes two")
    func gathering() throws {
        let (server, client) = try stage.friends()
        let head = [UInt8](repeating: 1, count: 4)
        let tail = [UInt8](repeating: 2, count: 200)
        for (room, records) in [(204, 1), (203, 2), (0, 2), (1 << 14, 1)] {
            client.forget()
            var scratch = [UInt8](repeating: 0, count: room)
            try head.withUnsafeBytes { head in
                try tail.withUnsafeBytes { tail in
                    try scratch.withUnsafeMutableBytes { scratch in
                        try server.session.write(head, tail, scratch: scratch)
                    }
                }
            }
            let bytes = server.ciphertext()
            #expect(recordTypes(bytes) == [UInt8](repeating: 23, count: records), "room \(room)")
            client.take(bytes)
            #expect(client.heard == head + tail)
        }
    }

    @Test("reading into a small room gives all bytes, in order")
    func smallRoom() throws {
        let (server, client) = try stage.friends()
        let sent = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        try client.write(sent)
        var got: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 7)
        try client.ciphertext().withUnsafeBytes { buffer in
            var rest = buffer
            try room.withUnsafeMutableBytes { room in
                while case .bytes(let count) = try server.session.read(&rest, into: room) {
                    got += room[..<count]
                }
            }
            #expect(rest.isEmpty)
        }
        #expect(got == sent)
    }

    @Test(
        "each side can say goodbye, and hear what the other still says",
        arguments: [TLSClientContext.Version.tls12, .tls13])
    func goodbye(newest: TLSClientContext.Version) throws {
        let (server, client) = try stage.friends(newest)
        client.close()
        client.close()
        let bytes = client.ciphertext()
        #expect(recordTypes(bytes).count == 1)
        server.take(bytes)
        #expect(server.isClosed && server.fault == nil)
        try server.write([1, 2, 3])
        server.close()
        client.take(server.ciphertext())
        #expect(client.isClosed && client.fault == nil)
        #expect(client.heard == [1, 2, 3])
        #expect(throws: TLSFault.notWritable) { try client.write([1]) }
        #expect(throws: TLSFault.notWritable) { try server.write([1]) }
    }

    @Test("nothing is written before the handshake is complete, and the session goes on")
    func early() throws {
        let (server, client) = try stage.strangers()
        #expect(throws: TLSFault.notWritable) { try server.write([1]) }
        #expect(throws: TLSFault.notWritable) { try client.write([1]) }
        server.take(client.ciphertext())
        #expect(throws: TLSFault.notWritable) { try server.write([1]) }
        converse(client, server)
        expectFriends(server, client)
        try server.write([])
        #expect(!server.hasCiphertext)
        let stranger = Party(stage.context)
        stranger.close()
        #expect(!stranger.hasCiphertext)
    }
}

/// The content types of whole records (RFC 8446 §5.1).
func recordTypes(_ bytes: [UInt8]) -> [UInt8] {
    var types: [UInt8] = []
    var rest = bytes[...]
    while rest.count >= 5 {
        let head = Array(rest.prefix(5))
        types.append(head[0])
        rest = rest.dropFirst(5 + Int(head[3]) * 256 + Int(head[4]))
    }
    #expect(rest.isEmpty, "the last record is whole")
    return types
}
