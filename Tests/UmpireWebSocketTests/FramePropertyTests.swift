import Testing
import UmpireWebSocket

/// A random conversation: what is said, and the bytes that say it.
private struct Conversation {
    var events: [RecordedEvent] = []
    var bytes: [UInt8] = []
    private let role: WebSocketRole
    private var random: SeededRandom

    /// What the peer of `role` sends.
    init(to role: WebSocketRole, seed: UInt64) {
        self.role = role
        random = SeededRandom(state: seed)
        for _ in 0..<Int.random(in: 1...8, using: &random) { addMessage() }
        if Bool.random(using: &random) { addClose() }
    }

    private var key: UInt32? {
        mutating get { role == .server ? UInt32(truncatingIfNeeded: random.next()) : nil }
    }

    private mutating func addMessage() {
        let largest = [0, 10, 130, 1_000, 70_000][Int.random(in: 0..<5, using: &random)]
        let isText = Bool.random(using: &random)
        let payload =
            isText
            ? random.text(maxBytes: min(largest, 3_000))
            : random.bytes(Int.random(in: 0...largest, using: &random))
        let frames = Bool.random(using: &random) ? 1 : Int.random(in: 2...6, using: &random)
        var cuts = (1..<frames).map { _ in Int.random(in: 0...payload.count, using: &random) }
        cuts = [0] + cuts.sorted() + [payload.count]
        for index in 0..<frames {
            if index > 0, Bool.random(using: &random) { addControl() }
            let first: Opcode = isText ? .text : .binary
            FrameEncoder.append(
                index == 0 ? first : .continuation,
                payload: Array(payload[cuts[index]..<cuts[index + 1]]), maskKey: key,
                isFinal: index == frames - 1, to: &bytes)
        }
        events.append(isText ? .text(payload) : .binary(payload))
    }

    private mutating func addControl() {
        let payload = random.bytes(Int.random(in: 0...125, using: &random))
        let isPing = Bool.random(using: &random)
        FrameEncoder.append(isPing ? .ping : .pong, payload: payload, maskKey: key, to: &bytes)
        events.append(isPing ? .ping(payload) : .pong(payload))
    }

    private mutating func addClose() {
        let reason = random.text(maxBytes: 123)
        FrameEncoder.appendClose(
            code: 4_410, reason: String(decoding: reason, as: UTF8.self), maskKey: key, to: &bytes)
        events.append(.close(code: 4_410, reason: reason))
    }
}

@Suite("any conversation")
struct FramePropertyTests {
    private static let limits = FrameDecoder.Limits(maxMessageBytes: 70_000)

    /// Ends of random pieces of `count` bytes, often tiny ones.
    private func cuts(_ count: Int, _ random: inout SeededRandom) -> [Int] {
        var cuts: [Int] = []
        var end = 0
        let largest = [3, 50, 2_000][Int.random(in: 0..<3, using: &random)]
        while true {
            end += Int.random(in: 0...largest, using: &random)
            guard end < count else { return cuts }
            cuts.append(end)
        }
    }

    @Test("F7: is read as it was written, in any pieces", arguments: 0..<60 as Range<UInt64>)
    func roundTrip(seed: UInt64) {
        for role in [WebSocketRole.server, .client] {
            let said = Conversation(to: role, seed: seed)
            let whole = FrameTranscript(said.bytes, role: role, limits: Self.limits)
            #expect(whole.events == said.events)
            #expect(whole.violation == nil)
            var random = SeededRandom(state: seed)
            let pieces = FrameTranscript(
                said.bytes, role: role, cuts: cuts(said.bytes.count, &random), limits: Self.limits)
            #expect(pieces == whole)
        }
    }

    @Test("that is cut short at any byte waits for more", arguments: 0..<20 as Range<UInt64>)
    func truncation(seed: UInt64) {
        let said = Conversation(to: .server, seed: seed)
        let bytes = Array(said.bytes.prefix(600))
        for count in 0...bytes.count {
            let transcript = FrameTranscript(Array(bytes[..<count]), limits: Self.limits)
            #expect(transcript.violation == nil)
            #expect(said.events.starts(with: transcript.events))
        }
    }

    @Test("with flipped bits is read alike in any pieces", arguments: 0..<60 as Range<UInt64>)
    func flippedBits(seed: UInt64) {
        var random = SeededRandom(state: seed)
        let valid = Conversation(to: .server, seed: seed).bytes.prefix(4_000)
        for _ in 0..<10 {
            var bytes = Array(valid)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            let whole = FrameTranscript(bytes, limits: Self.limits)
            let cuts = cuts(bytes.count, &random)
            #expect(FrameTranscript(bytes, cuts: cuts, limits: Self.limits) == whole)
        }
    }

    @Test("of random bytes never traps and is read alike", arguments: 0..<60 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(state: seed)
        for _ in 0..<40 {
            var bytes = random.bytes(Int.random(in: 0...40, using: &random))
            if bytes.count > 2, Bool.random(using: &random) {
                // Valid first bytes let the rest be reached.
                bytes[0] = [0x81, 0x82, 0x01, 0x88, 0x89, 0x80][Int(bytes[0]) % 6]
                bytes[1] |= 0x80
            }
            for role in [WebSocketRole.server, .client] {
                #expect(FrameTranscript.ofEverySplit(bytes, role: role) != nil)
            }
        }
    }
}
