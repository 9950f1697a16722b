import Glibc
import Testing
import UmpireLoop

@Suite("what a stream reads in one turn")
struct ReadBudgetTests {
    @Test("a flooding peer is read up to the budget, and the others in the same turn")
    func flood() throws {
        let census = Census()
        let budget = LoopLimits.readsPerTurn * LoopLimits.readBufferBytes
        let flood = 3 * budget + 1
        let turns = Shared<[[Int]]>([])
        try onLoop { loop in
            var counts = [0, 0]
            var total = 0
            let pairs = [try SocketPair(), try SocketPair()]
            // All is there before the loop turns for the first time.
            #expect(pairs[0].fill(flood) == flood && pairs[1].fill(1) == 1)
            for (index, pair) in pairs.enumerated() {
                let stream = ScriptedStream(on: loop, census)
                stream.onReceived = { stream, bytes in
                    counts[index] += bytes.count
                    total += bytes.count
                    if total == flood + 1 { pairs.forEach { $0.end() } }
                }
                try stream.adopt(try pair.connection())
            }
            loop.onTurnEnd {
                if counts != [0, 0] { turns.change { $0.append(counts) } }
                counts = [0, 0]
            }
        }
        #expect(turns.value == [[budget, 1], [budget, 0], [budget, 0], [1, 0]])
        #expect(census.reasons.value == [.peerClosed, .peerClosed])
        census.expectAllGone()
    }
}

/// Two connected sockets of this machine: one for a stream, and one that a test fills.
private final class SocketPair {
    private let ours: Int32
    private let theirs: Int32

    init() throws {
        var pair: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        (ours, theirs) = (pair[0], pair[1])
        var room: Int32 = 4 << 20
        // Beyond the system's maximum for others, as a privileged process may.
        setsockopt(
            ours, SOL_SOCKET, SO_SNDBUFFORCE, &room, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close(ours)
    }

    func connection() throws -> HandedOverConnection {
        let nobody = try #require(try SocketAddress.resolve(host: "127.0.0.1", port: 0).first)
        return HandedOverConnection(descriptor: theirs, peer: nobody)
    }

    func fill(_ count: Int) -> Int {
        let bytes = [UInt8](repeating: 1, count: count)
        return send(ours, bytes, count, Int32(MSG_DONTWAIT))
    }

    func end() {
        shutdown(ours, Int32(SHUT_WR))
    }
}
