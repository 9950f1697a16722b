import UmpireBasics
import UmpireClient
import UmpireProtocol

// What hostile bots send.

extension HostileAct {
    /// Random bytes.
    static func garbage(_ range: ClosedRange<Int>, _ chance: inout GameRandom) -> [UInt8] {
        (0..<chance.int(in: range)).map { _ in UInt8(truncatingIfNeeded: chance.word()) }
    }

    /// A text that the server cannot obey.
    static func badText(_ chance: inout GameRandom) -> [UInt8] {
        let texts = [
            "{", "[]", "null", "{\"type\":1}", "{\"type\":\"hello\",\"protocol\":\"1\"}",
            "{\"type\":\"hello\",\"protocol\":99999999999999999999}", "{\"type\":\"sudo\"}",
            "{\"type\":\"join\",\"room\":\"\\u0000\"}", "\u{7F}", "{\"a\":{\"a\":{\"a\":[[[[",
            "{\"type\":\"create\",\"private\":true,\"seats\":-1}",
        ]
        return Array((chance.pick(texts) ?? "{").utf8)
    }

    /// Longer than any control message may be.
    static func longText(_ chance: inout GameRandom) -> [UInt8] {
        [UInt8](repeating: 0x61, count: Limits.controlMessageBytes + chance.int(in: 1...60_000))
    }

    /// A greeting with a token that nobody gave out.
    static func wrongToken(_ chance: inout GameRandom) -> [UInt8] {
        let token = (0..<33).map { _ in String(chance.int(in: 0...15), radix: 16) }.joined()
        var bytes: [UInt8] = []
        ClientMessage.hello(ClientMessage.Hello(resume: token)).write(into: &bytes)
        return bytes
    }

    /// An input frame of the right length with a tick and an acknowledgement by chance.
    static func input(_ inputBits: Int, near tick: Tick, _ chance: inout GameRandom) -> [UInt8] {
        let far = chance.chance(0.3)
        let ticks =
            far ? chance.word() : tick.rawValue &+ UInt32(chance.int(in: 0...200)) &- 100
        let ack = chance.chance(0.3) ? chance.word() : tick.rawValue &- ticks % 64
        let head = InputFrame(
            sequence: UInt16(truncatingIfNeeded: chance.word()), tick: Tick(ticks), ack: Tick(ack))
        var bytes: [UInt8] = []
        head.write(into: &bytes)
        let count = (inputBits + 7) / 8
        bytes.append(contentsOf: garbage(count...count, &chance))
        return bytes
    }
}
