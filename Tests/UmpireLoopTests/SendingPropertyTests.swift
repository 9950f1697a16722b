import Testing
import UmpireBasics
import UmpireLoop

@Suite("sending at random")
struct SendingPropertyTests {
    static let turns = 100

    @Test(
        "a peer that reads slowly gets exactly the bytes held and sent, in order",
        arguments: UInt64(1)...8)
    func inOrder(seed: UInt64) throws {
        let census = Census()
        let sentCount = Shared(-1)
        let port = Shared(0)
        let isListening = Gate()
        let thread = try LoopThread.start(name: "server") { loop in
            let sender = RandomSender(seed: seed, sentCount)
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                sender.stream(on: loop, census)
            }
            sender.listener = listener
            port.set(listener.port)
            isListening.open()
        }
        try isListening.wait()
        let client = try PlainClient()
        client.receiveBuffer(bytes: 65_536)
        try client.connect(port: port.value)
        let (count, isInOrder) = client.receivePattern()
        client.endSending()
        try joinInTime(thread)
        #expect(count == sentCount.value && isInOrder, "seed \(seed)")
        #expect(census.reasons.value == [.closedByUs], "seed \(seed)")
        census.expectAllGone()
    }
}

/// Holds and sends the numbered bytes of a pattern in pieces of random sizes, some in each turn,
/// and closes.
private final class RandomSender {
    var listener: Listener?
    private var random: GameRandom
    private let sentCount: Shared<Int>
    private let nextTurn = Mailbox<Int>()
    private var count = 0
    private var turn = 0

    init(seed: UInt64, _ sentCount: Shared<Int>) {
        random = GameRandom(seed: seed, stream: 7)
        self.sentCount = sentCount
    }

    func stream(on loop: Loop, _ census: Census) -> Stream {
        let stream = ScriptedStream(on: loop, census)
        var wasUnsent = false
        stream.onConnected = { [self] stream in
            stream.limitKernelQueue(bytes: 16_384)
            #expect(throws: Never.self) {
                try nextTurn.receive(on: loop) { [self, unowned stream] _ in
                    act(stream)
                    wasUnsent = wasUnsent || stream.unsentBytes > 0
                }
            }
            nextTurn.send(0)
        }
        stream.onDrained = { _ in
            #expect(wasUnsent, "what was only held is not drained")
            wasUnsent = false
        }
        return stream
    }

    private func act(_ stream: ScriptedStream) {
        for _ in 0..<below(6) {
            switch below(4) {
            case 0: piece { stream.send($0) }
            case 1:
                piece { bytes in
                    let part = below(bytes.count + 1)
                    stream.send(
                        UnsafeRawBufferPointer(rebasing: bytes[..<part]),
                        UnsafeRawBufferPointer(rebasing: bytes[part...]))
                }
            default: piece { stream.hold($0) }
            }
            #expect(stream.unsentBytes == 0 || stream.heldBytes == 0)
        }
        turn += 1
        if turn < SendingPropertyTests.turns { return _ = nextTurn.send(turn) }
        sentCount.set(count)
        stream.close()
        nextTurn.close()
        listener?.close()
        listener = nil
    }

    /// Mostly the size of a frame, sometimes more than the kernel takes.
    private func piece(_ use: (UnsafeRawBufferPointer) -> Void) {
        let size = below(16) == 0 ? below(150_000) : below(400)
        let bytes = (count..<(count + size)).map { pattern($0) }
        count += size
        bytes.withUnsafeBytes { use($0) }
    }

    private func below(_ bound: Int) -> Int { random.int(in: 0...(bound - 1)) }
}

/// The byte at a place of what is sent: neighbours and pages differ.
private func pattern(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: index &* 31 &+ index / 251)
}

extension PlainClient {
    /// Reads to the end in small pieces, and compares each byte.
    fileprivate func receivePattern() -> (count: Int, isInOrder: Bool) {
        var count = 0
        var isInOrder = true
        _ = receiveAll(pieceBytes: 1_500) { bytes in
            for byte in bytes {
                if byte != pattern(count) { isInOrder = false }
                count += 1
            }
        }
        return (count, isInOrder)
    }
}
