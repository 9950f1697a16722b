import Glibc
import Testing
import UmpireBasics
import UmpireLoop

@Suite("a stream's time limits")
struct StreamTimeTests {
    @Test("connecting to a host that does not answer fails at the timeout")
    func connectTimeout() throws {
        let census = Census()
        // Its queue holds one connection; to others the kernel does not answer.
        let full = try FullListener()
        try onLoop { loop in
            let stream = ScriptedStream(on: loop, census)
            stream.onConnected = { _ in Issue.record("nobody accepts it") }
            let start = loop.now
            stream.onEnded = { [unowned loop] _, _ in
                #expect(loop.now.nanoseconds(since: start) >= 200_000_000)
            }
            try stream.connect(host: "127.0.0.1", port: full.port, timeoutMilliseconds: 200)
        }
        #expect(census.reasons.value == [.connectFailed(code: -ETIMEDOUT)])
        census.expectAllGone()
    }

    @Test("a peer that acknowledges nothing more is given up after the user timeout")
    func userTimeout() throws {
        let census = Census()
        try server(
            census,
            onConnected: { stream in
                stream.setUserTimeout(milliseconds: 100)
                stream.send(zeros: 24_000_000)
                #expect(stream.unsentBytes > 0)
            }
        ) { client, _ in
            // It never reads: its window stays closed, which counts as not acknowledging.
            withExtendedLifetime(client) {}
        }
        #expect(census.reasons.value == [.timedOut])
        census.expectAllGone()
    }

    @Test("of what a peer sends after our close, a bounded part is read and thrown away")
    func discardLimit() throws {
        let census = Census()
        let taken = Shared(0)
        try server(census, onConnected: { $0.close(lingerMilliseconds: 1_000) }) { client, _ in
            taken.set(client.send(zeros: 1 << 30))
        }
        // The rest is what the kernel's two buffers hold.
        #expect(taken.value > LoopLimits.discardedBytes)
        #expect(taken.value < 32 << 20)
        #expect(census.reasons.value == [.closedByUs])
        census.expectAllGone()
    }

    @Test("a close waits for the peer, so that what it still sends resets nothing on its way")
    func lingers() throws {
        let census = Census()
        let heard = Shared<Int?>(nil)
        let count = 100_000
        try server(
            census, peerReceivesBytes: 4_096,
            onConnected: { stream in
                stream.send(zeros: count)
                #expect(stream.unsentBytes == 0, "the kernel has it, and the peer has not")
                stream.close(lingerMilliseconds: 30_000)
            }
        ) { client, hasEnded in
            // Answered with a reset, it would destroy what waits in the kernel for a slow peer.
            client.send("late")
            #expect(!hasEnded())
            heard.set(client.receiveAll())
            client.endSending()
        }
        #expect(heard.value == count)
        #expect(census.reasons.value == [.closedByUs])
        census.expectAllGone()
    }
}

/// Runs a server for one connection, and a peer on this thread, until the server's stream ends.
private func server(
    _ census: Census, peerReceivesBytes: Int32? = nil,
    onConnected: @escaping @Sendable (ScriptedStream) -> Void,
    _ peer: (PlainClient, _ hasEnded: () -> Bool) throws -> Void
) throws {
    let port = Shared(0)
    let isListening = Gate()
    let isConnected = Gate()
    let thread = try LoopThread.start(name: "server") { loop in
        let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
            let server = ScriptedStream(on: loop, census)
            server.onConnected = { stream in
                onConnected(stream)
                isConnected.open()
            }
            server.onEnded = { [unowned loop] _, _ in loop.stop() }
            return server
        }
        port.set(listener.port)
        isListening.open()
    }
    try isListening.wait()
    let client = try PlainClient()
    if let peerReceivesBytes { client.receiveBuffer(bytes: peerReceivesBytes) }
    try client.connect(port: port.value)
    try isConnected.wait()
    try peer(client) { !census.reasons.value.isEmpty }
    try joinInTime(thread)
    withExtendedLifetime(client) {}
}

/// A listening socket that accepts nobody, with its queue full.
private final class FullListener: Sendable {
    let port: Int
    private let descriptor: Int32
    private let first: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        first = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, client) = (descriptor, first)
        let isFull = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 0) == 0
                    && getsockname(listener, $0, &size) == 0 && connect(client, $0, size) == 0
            }
        }
        port = Int(in_port_t(bigEndian: address.sin_port))
        try #require(isFull)
    }

    deinit {
        close(descriptor)
        close(first)
    }
}
