import Testing
import UmpireWebSocket

/// The examples of RFC 6455 §5.7.
@Suite("the examples of RFC 6455")
struct GoldenFrameTests {
    private let hello = Array("Hello".utf8)
    private let maskedHello: [UInt8] = [
        0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
    ]

    @Test("an unmasked text")
    func unmaskedText() {
        let bytes: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        var written: [UInt8] = []
        FrameEncoder.append(.text, payload: hello, to: &written)
        #expect(written == bytes)
        let transcript = FrameTranscript.ofEverySplit(bytes, role: .client)
        #expect(transcript?.events == [.text(hello)])
    }

    @Test("a masked text")
    func maskedText() {
        #expect(clientFrame(.text, hello) == maskedHello)
        #expect(FrameTranscript.ofEverySplit(maskedHello)?.events == [.text(hello)])
    }

    @Test("a fragmented unmasked text")
    func fragmentedText() {
        let bytes: [UInt8] = [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F]
        let transcript = FrameTranscript.ofEverySplit(bytes, role: .client)
        #expect(transcript?.events == [.text(hello)])
        var written: [UInt8] = []
        FrameEncoder.append(.text, payload: Array("Hel".utf8), isFinal: false, to: &written)
        FrameEncoder.append(.continuation, payload: Array("lo".utf8), to: &written)
        #expect(written == bytes)
    }

    @Test("an unmasked ping and a masked pong")
    func pingAndPong() {
        let ping: [UInt8] = [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        #expect(FrameTranscript.ofEverySplit(ping, role: .client)?.events == [.ping(hello)])
        let pong: [UInt8] = [0x8A] + maskedHello.dropFirst()
        #expect(FrameTranscript.ofEverySplit(pong)?.events == [.pong(hello)])
        #expect(clientFrame(.pong, hello) == pong)
    }

    @Test("256 bytes and 64 KiB of binary data")
    func longLengths() {
        for (count, header) in [
            (256, [0x82, 0x7E, 0x01, 0x00]),
            (65_536, [0x82, 0x7F, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00]),
        ] as [(Int, [UInt8])] {
            let payload = [UInt8](repeating: 0xA5, count: count)
            var written: [UInt8] = []
            FrameEncoder.append(.binary, payload: payload, to: &written)
            #expect(written == header + payload)
            #expect(FrameTranscript(written, role: .client).events == [.binary(payload)])
        }
    }
}
