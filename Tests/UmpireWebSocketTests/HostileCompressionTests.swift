import Testing

@testable import UmpireWebSocket

/// The row D4 of the hostile peers.
@Suite("hostile compressed messages")
struct HostileCompressionTests {
    private let deflation = Deflation()

    /// What every splitting of the bytes leads to, if all agree.
    private func violation(
        _ bytes: [UInt8], limits: FrameDecoder.Limits = FrameDecoder.Limits()
    ) -> WebSocketViolation? {
        FrameTranscript.ofEverySplit(bytes, limits: limits, deflation: deflation)?.violation
    }

    private func zeros(_ count: Int) throws -> [UInt8] {
        payload(of: try serverFrame(.binary, [UInt8](repeating: 0, count: count), deflation))
    }

    @Test("D4: RSV1 without agreement, on a continuation or on a control frame is 1002")
    func misplacedBit() {
        let compressed: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
        let message = clientMessage(.text, compressed: compressed)
        #expect(
            FrameTranscript.ofEverySplit(message)?.violation == .reservedBits(bits: 4))
        let begun = clientFrame(.binary, [1], isFinal: false)
        #expect(violation(begun + rawFrame(0xC0, 0)) == .reservedBits(bits: 4))
        let begunCompressed = clientMessage(.text, compressed: compressed, cuts: [3])
        #expect(
            violation(Array(begunCompressed.prefix(9)) + rawFrame(0xC0, 0))
                == .reservedBits(bits: 4))
        for opcode in [8, 9, 10] as [UInt8] {
            #expect(violation(rawFrame(0xC0 | opcode, 0)) == .reservedBits(bits: 4))
        }
        #expect(WebSocketViolation.reservedBits(bits: 4).closeCode == 1002)
    }

    @Test("D4: the other reserved bits stay forbidden", arguments: [1, 2, 3, 5, 6, 7] as [UInt8])
    func otherBits(bits: UInt8) {
        #expect(violation(rawFrame(0x81 | bits << 4, 0)) == .reservedBits(bits: bits))
    }

    @Test("D4: a bomb is 1009, and memory never exceeds the limit")
    func bomb() throws {
        let bomb = try zeros(10_000_000)
        #expect(bomb.count < 11_000)
        let own = Deflation()
        let limits = FrameDecoder.Limits(maxMessageBytes: 65_536)
        for cuts in [[], [1], [5_000], Array(stride(from: 200, to: bomb.count, by: 200))] {
            var decoder = FrameDecoder(role: .server, limits: limits, deflation: own)
            var transcript = FrameTranscript([])
            let message = clientMessage(
                .binary, compressed: bomb, cuts: cuts, between: clientFrame(.ping))
            transcript.feed(message, to: &decoder)
            #expect(transcript.violation == .messageTooBig(bytes: 65_537, limit: 65_536))
            #expect(transcript.violation?.closeCode == 1009)
            #expect(own.bufferedCapacityBytes <= 65_536)
            #expect(decoder.bufferedCapacityBytes == 0)
        }
    }

    @Test("D4: the limit itself passes, one byte more does not")
    func limit() throws {
        for limit in [64, 1_000, 65_536] {
            let limits = FrameDecoder.Limits(maxMessageBytes: limit)
            let fits = clientMessage(.binary, compressed: try zeros(limit))
            let transcript = FrameTranscript(fits, limits: limits, deflation: deflation)
            #expect(transcript.events == [.binary([UInt8](repeating: 0, count: limit))])
            let over = clientMessage(.binary, compressed: try zeros(limit + 1))
            #expect(
                FrameTranscript(over, limits: limits, deflation: deflation).violation
                    == .messageTooBig(bytes: UInt64(limit + 1), limit: limit))
        }
        let nothing = FrameDecoder.Limits(maxMessageBytes: 0)
        let empty = clientMessage(.binary, compressed: [0])
        #expect(
            FrameTranscript(empty, limits: nothing, deflation: deflation).events == [.binary([])])
    }

    @Test("D4: compressed bytes are bounded too, on the header")
    func compressedLimit() {
        let limits = FrameDecoder.Limits(maxMessageBytes: 1_024)
        let most = Deflation.maxCompressedBytes(maxMessageBytes: 1_024)
        #expect(most == 1_089)
        var decoder = FrameDecoder(role: .server, limits: limits, deflation: deflation)
        var transcript = FrameTranscript([])
        transcript.feed(rawFrame(0x42, 126, [4, 0x41]), to: &decoder)
        #expect(transcript.violation == nil)
        transcript.feed([UInt8](repeating: 0, count: most), to: &decoder)
        #expect(decoder.bufferedCapacityBytes <= 2 * most)
        transcript.feed(rawFrame(0x80, 1), to: &decoder)
        #expect(transcript.violation == .messageTooBig(bytes: 1_090, limit: 1_089))
        #expect(violation(rawFrame(0xC2, 126, [4, 0x42]), limits: limits)?.closeCode == 1009)
        // A message that is not compressed has the ordinary limit.
        let plain = violation(rawFrame(0x82, 126, [4, 1]), limits: limits)
        #expect(plain == .messageTooBig(bytes: 1_025, limit: 1_024))
    }

    @Test("D4: a message that cannot be made smaller fits though it has grown")
    func incompressible() {
        var random = SeededRandom(state: 7)
        let noise = random.bytes(65_535)
        let stored = [0x00, 0xFF, 0xFF, 0x00, 0x00] + noise + [0x00]
        let limits = FrameDecoder.Limits(maxMessageBytes: 65_535)
        let transcript = FrameTranscript(
            clientMessage(.binary, compressed: stored), limits: limits, deflation: deflation)
        #expect(transcript.events == [.binary(noise)])
    }

    @Test(
        "D4: what is no DEFLATE, or is cut, is 1007",
        arguments: [
            [0xFF], [0x06], [0x07, 0x00], [], [0xF2, 0x48, 0xCD], [0xF2, 0x48, 0xCD, 0xC9, 0xC9],
            [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48], [0x00, 0x05, 0x00, 0x00, 0x00],
            [0x02, 0x00, 0x00, 0x00, 0xFF, 0xFF], [0x4B, 0x04, 0x02, 0x00],
        ] as [[UInt8]])
    func badStream(compressed: [UInt8]) {
        let found = violation(clientMessage(.binary, compressed: compressed))
        #expect(found == .badCompression)
        #expect(found?.closeCode == 1007)
    }

    @Test("D4: after a bad message of one connection another's is read as ever")
    func nothingIsLeft() {
        _ = FrameTranscript(
            clientMessage(.text, compressed: [0xF2, 0x48, 0xCD]), deflation: deflation)
        let good = clientMessage(.text, compressed: [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
        #expect(
            FrameTranscript(good, deflation: deflation).events == [.text(Array("Hello".utf8))])
    }

    @Test("D4: a long row of empty last blocks is read in linear time")
    func emptyBlocks() {
        // 03 00 is an empty block that calls itself the last.
        let blocks = [UInt8]((0..<32_000).flatMap { _ in [0x03, 0x00] as [UInt8] } + [0x00])
        let transcript = FrameTranscript(
            clientMessage(.binary, compressed: blocks), deflation: deflation)
        #expect(transcript.events == [.binary([])])
    }

    @Test("F6: inflated text must be UTF-8, over blocks and at its end")
    func invalidText() {
        let stored: ([UInt8]) -> [UInt8] = { text in
            [0x00, UInt8(text.count), 0x00, ~UInt8(text.count), 0xFF] + text
        }
        let euro = stored([0xE2, 0x82]) + stored([0xAC]) + [0x00]
        let good = clientMessage(.text, compressed: euro)
        #expect(
            FrameTranscript.ofEverySplit(good, deflation: deflation)?.events
                == [.text([0xE2, 0x82, 0xAC])])
        let cut = clientMessage(.text, compressed: stored([0x41, 0xE2, 0x82]) + [0x00])
        #expect(violation(cut) == .invalidText(offset: 3))
        let bad = clientMessage(.text, compressed: stored([0x41, 0xFF]) + [0x00])
        #expect(violation(bad) == .invalidText(offset: 1))
        let bytes = clientMessage(.binary, compressed: stored([0x41, 0xFF]) + [0x00])
        #expect(violation(bytes) == nil)
    }
}
