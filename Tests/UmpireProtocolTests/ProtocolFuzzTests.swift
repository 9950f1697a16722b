import Testing
import UmpireBasics
import UmpireProtocol

@Suite("random bytes")
struct ProtocolFuzzTests {
    private static let texts = [
        #"{"type":"hello","protocol":1,"name":"Zo\u00eb \ud83d\ude00","resume":"0123","#
            + #""x":[{"y":1e3}]}"#,
        #"{"type":"create","private":true,"seats":4}"#, #"{"type":"ping","id":-12}"#,
        #"{"type":"join","room":"ABCD"}"#,
        #"{"type":"seated","room":"A","player":1,"phase":"running","tick":9}"#,
        #"{"type":"welcome","game":"tag","tickRate":30,"schema":{"tables":[]}}"#,
    ]

    /// Parses as everything that there is; only a trap can fail here.
    private func parse(_ bytes: [UInt8], inputBits: Int) {
        _ = try? JSONObject(parsing: bytes.span, maxDepth: 16)
        _ = try? ClientMessage(parsing: bytes.span)
        _ = try? ServerMessage(parsing: bytes.span)
        _ = InputFrame(parsing: bytes.span.bytes, inputBits: inputBits)
        _ = SnapshotFrame(parsing: bytes.span.bytes)
    }

    @Test("any bytes are read or refused, never more", arguments: 1...8 as ClosedRange<UInt64>)
    func noise(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        for _ in 0..<2_000 {
            let count = random.int(in: 0...48)
            var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.word()) }
            if count > 0 && random.chance(0.5) { bytes[0] = UInt8(random.int(in: 1...2)) }
            parse(bytes, inputBits: random.int(in: 0...64))
        }
    }

    @Test("any damage to a message is read or refused", arguments: 1...8 as ClosedRange<UInt64>)
    func damage(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        let alphabet = Array("{}[]\",:\\u0123456789eE+-. tfndD8\0\u{7F}é".utf8)
        for _ in 0..<2_000 {
            var bytes = Array((random.pick(ProtocolFuzzTests.texts) ?? "").utf8)
            for _ in 0..<random.int(in: 1...4) where !bytes.isEmpty {
                let index = random.int(in: 0...(bytes.count - 1))
                let byte = random.pick(alphabet) ?? 0
                switch random.int(in: 0...3) {
                case 0: bytes[index] = byte
                case 1: bytes.insert(byte, at: index)
                case 2: bytes.remove(at: index)
                default: bytes.removeLast(bytes.count - index)
                }
            }
            parse(bytes, inputBits: 8)
        }
    }

    @Test("what is read is read again from what it writes", arguments: 1...4 as ClosedRange<UInt64>)
    func rewriting(_ seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        for _ in 0..<500 {
            let name = String(
                String.UnicodeScalarView(
                    (0..<random.int(in: 0...20)).compactMap { _ in
                        Unicode.Scalar(random.word() & (random.chance(0.5) ? 0x7F : 0x1F_FFFF))
                    }))
            var bytes: [UInt8] = []
            ClientMessage.hello(ClientMessage.Hello(name: name)).write(into: &bytes)
            guard let first = try? ClientMessage(parsing: bytes.span) else { continue }
            bytes.removeAll()
            first.write(into: &bytes)
            #expect(try ClientMessage(parsing: bytes.span) == first, "seed \(seed)")
        }
    }
}
