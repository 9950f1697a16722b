import Glibc
import Synchronization
import Testing
import UmpireTLS

@Suite("how long TLS sessions and contexts live")
struct LifetimeTests {
    @Test("a session keeps its certificate when the server has a new one")
    func reload() throws {
        let stage = try Stage()
        let other = try Identity(by: stage.authority)
        var context: TLSContext? = stage.context
        let trust = try stage.clientContext()
        let (server, client) = (Party(stage.context), try Party(client: trust))
        converse(client, server)
        let halfway = (Party(stage.context), try Party(client: trust))
        halfway.0.take(halfway.1.ciphertext())

        let files = try other.write(to: stage.folder, as: "server")
        context = try TLSContext(certificate: files.certificate, key: files.key)
        try server.write([1, 2, 3])
        try client.write([4, 5, 6])
        converse(client, server)
        #expect(client.heard == [1, 2, 3] && server.heard == [4, 5, 6])
        converse(halfway.1, halfway.0)
        #expect(halfway.1.peerFingerprint == stage.identity.fingerprint)
        let (newServer, newClient) = (Party(try #require(context)), try Party(client: trust))
        converse(newClient, newServer)
        #expect(newClient.peerFingerprint == other.fingerprint)
        #expect(client.peerFingerprint == stage.identity.fingerprint)
    }

    @Test("a session outlives its context")
    func outlives() throws {
        let folder = try Folder()
        let files = try Identity().write(to: folder, as: "own")
        let (server, client) = try parties(files)
        converse(client, server)
        try server.write([1, 2, 3])
        converse(client, server)
        #expect(client.heard == [1, 2, 3])
    }

    /// Two parties whose contexts nobody keeps.
    private func parties(
        _ files: (certificate: String, key: String)
    ) throws -> (server: Party, client: Party) {
        (
            Party(try TLSContext(certificate: files.certificate, key: files.key)),
            try Party(client: TLSClientContext(trust: .everybody))
        )
    }

    @Test("a session goes on when it is handed from thread to thread")
    func threads() throws {
        let stage = try Stage()
        let client = try Party(client: stage.clientContext())
        let moved = Moved(TLSSession(stage.context))
        var hello = client.ciphertext()
        for turn in 0..<40 as Range<UInt8> {
            let bytes = hello
            let answer = try onNewThread { moved.turn(bytes, turn) }
            client.take(answer)
            #expect(client.fault == nil)
            if client.isHandshaken { try client.write([turn]) }
            hello = client.ciphertext()
        }
        #expect(moved.removals.withLock { $0 } == 40)
        #expect(client.heard == (1..<40).map { UInt8($0) })
        #expect(moved.heard.withLock { $0 } == (0..<39).map { UInt8($0) })
    }
}

/// A session that belongs to whoever has the lock.
private final class Moved: Sendable {
    private let session: Mutex<TLSSession>
    let heard = Mutex<[UInt8]>([])
    /// How often it was used on another thread than it was made on.
    let removals = Mutex(0)
    private let home = pthread_self()

    init(_ session: consuming sending TLSSession) {
        self.session = Mutex(session)
    }

    /// Reads what came, writes the turn once it can, and returns what is to be sent.
    func turn(_ bytes: [UInt8], _ turn: UInt8) -> [UInt8] {
        removals.withLock { $0 += pthread_equal(pthread_self(), home) == 0 ? 1 : 0 }
        var answer: [UInt8] = []
        session.withLock { session in
            do {
                try bytes.withUnsafeBytes { try read($0, &session) }
                if session.isWritable { try [turn].withUnsafeBytes { try session.write($0) } }
                session.takeCiphertext { answer += $0 }
            } catch {
                Issue.record("\(error)")
            }
        }
        return answer
    }

    private func read(_ bytes: UnsafeRawBufferPointer, _ session: inout TLSSession) throws {
        var rest = bytes
        var room = [UInt8](repeating: 0, count: TLSSession.recordBytes)
        try room.withUnsafeMutableBytes { room in
            while case .bytes(let count) = try session.read(&rest, into: room) {
                heard.withLock { $0 += room[..<count] }
            }
        }
    }
}

/// Runs a function on a thread of its own, waits for it and returns what it returned.
private func onNewThread(_ body: @escaping @Sendable () -> [UInt8]) throws -> [UInt8] {
    let errand = Errand(body)
    var thread = pthread_t()
    let argument = Unmanaged.passUnretained(errand).toOpaque()
    let status = pthread_create(&thread, nil, runErrand, argument)
    try #require(status == 0)
    pthread_join(thread, nil)
    return withExtendedLifetime(errand) { errand.result.withLock { $0 } }
}

private func runErrand(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let errand = Unmanaged<Errand>.fromOpaque(argument).takeUnretainedValue()
    let result = errand.body()
    errand.result.withLock { $0 = result }
    return nil
}

private final class Errand: Sendable {
    let body: @Sendable () -> [UInt8]
    let result = Mutex<[UInt8]>([])

    init(_ body: @escaping @Sendable () -> [UInt8]) {
        self.body = body
    }
}
