import Testing
import UmpireWebSocket

/// The rows F1–F7 of the hostile peers.
@Suite("hostile frames")
struct HostileFrameTests {
    /// What every splitting of the bytes leads to, if all agree.
    private func violation(
        _ bytes: [UInt8], role: WebSocketRole = .server,
        limits: FrameDecoder.Limits = FrameDecoder.Limits()
    ) -> WebSocketViolation? {
        FrameTranscript.ofEverySplit(bytes, role: role, limits: limits)?.violation
    }

    @Test("F1: a client's unmasked frame and a server's masked one are 1002")
    func masks() {
        #expect(violation([0x81, 0x00]) == .missingMask)
        #expect(violation([0x81, 0x80, 0, 0, 0, 0], role: .client) == .unexpectedMask)
        #expect(WebSocketViolation.missingMask.closeCode == 1002)
        #expect(WebSocketViolation.unexpectedMask.closeCode == 1002)
    }

    @Test("F2: reserved bits are 1002", arguments: 1...7 as ClosedRange<UInt8>)
    func reservedBits(bits: UInt8) {
        let found = violation(rawFrame(0x81 | bits << 4, 0))
        #expect(found == .reservedBits(bits: bits))
        #expect(found?.closeCode == 1002)
    }

    @Test(
        "F2: reserved opcodes are 1002", arguments: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as [UInt8])
    func reservedOpcodes(opcode: UInt8) {
        #expect(violation(rawFrame(0x80 | opcode, 0)) == .unknownOpcode(opcode))
        #expect(violation(rawFrame(opcode, 0))?.closeCode == 1002)
    }

    @Test("F2: long and fragmented control frames are 1002", arguments: [8, 9, 10] as [UInt8])
    func badControl(opcode: UInt8) {
        #expect(violation(rawFrame(opcode, 0)) == .fragmentedControl(opcode: opcode))
        let long = rawFrame(0x80 | opcode, 126, [0, 126])
        #expect(violation(long) == .longControl(opcode: opcode))
        let longest = rawFrame(0x80 | opcode, 127, longLength(.max))
        #expect(violation(longest)?.closeCode == 1002)
    }

    @Test("F2: a continuation first, and a new message inside a message, are 1002")
    func continuationRules() {
        #expect(violation(clientFrame(.continuation)) == .unexpectedContinuation)
        #expect(
            violation(clientFrame(.text) + clientFrame(.continuation)) == .unexpectedContinuation)
        let begun = clientFrame(.binary, [1], isFinal: false)
        #expect(violation(begun + clientFrame(.text)) == .unfinishedMessage(opcode: 1))
        #expect(violation(begun + begun) == .unfinishedMessage(opcode: 2))
        #expect(WebSocketViolation.unfinishedMessage(opcode: 2).closeCode == 1002)
    }

    @Test(
        "F3: a huge length is refused on the header alone and nothing is allocated",
        arguments: [
            (.max, 1002), (.max - 3, 1002), (1 << 63, 1002), ((1 << 63) - 1, 1009),
            (1 << 62, 1009), (65_537, 1009),
        ] as [(UInt64, UInt16)])
    func hugeLengths(length: UInt64, code: UInt16) {
        // The mask key is left out: the length alone decides.
        let header: [UInt8] = [0x82, 0xFF] + longLength(length)
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        transcript.feed(header, to: &decoder)
        #expect(transcript.violation?.closeCode == code)
        #expect(transcript.violation?.description.contains("\(length)") == true)
        #expect(decoder.bufferedCapacityBytes == 0)
        #expect(FrameTranscript.ofEverySplit(header) == transcript)
    }

    @Test("F3: the limit itself passes, one byte more does not, whatever the length's form")
    func limits() {
        for limit in [0, 1, 125, 126, 127, 300, 65_535] {
            let limits = FrameDecoder.Limits(maxMessageBytes: limit)
            let longest = [UInt8](repeating: 7, count: limit)
            let passed = FrameTranscript(clientFrame(.binary, longest), limits: limits)
            #expect(passed.events == [.binary(longest)])
            let refused = FrameTranscript(clientFrame(.binary, longest + [7]), limits: limits)
            #expect(refused.violation == .messageTooBig(bytes: UInt64(limit + 1), limit: limit))
        }
    }

    @Test("F3: a promised length costs no memory until the bytes arrive")
    func promisedLength() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        transcript.feed(rawFrame(0x82, 127, longLength(65_536)), to: &decoder)
        #expect(decoder.bufferedCapacityBytes == 0)
        #expect(decoder.isMidMessage == true)
        transcript.feed([UInt8](repeating: 1, count: 100), to: &decoder)
        #expect(decoder.bufferedCapacityBytes <= 200)
        transcript.feed([UInt8](repeating: 1, count: 65_436), to: &decoder)
        #expect(transcript.events.count == 1)
        #expect(decoder.bufferedCapacityBytes == 0)
        #expect(decoder.isMidMessage == false)
    }

    @Test("F4: a length in more bytes than it needs is 1002")
    func notMinimal() {
        for length in [0, 1, 125] as [UInt8] {
            #expect(
                violation(rawFrame(0x82, 126, [0, length])) == .lengthNotMinimal(UInt64(length)))
        }
        for length in [0, 125, 126, 65_535] as [UInt64] {
            let found = violation(rawFrame(0x82, 127, longLength(length)))
            #expect(found == .lengthNotMinimal(length))
            #expect(found?.closeCode == 1002)
        }
    }

    @Test("F5: fragments over the limit are 1009 on the header of the one that goes over")
    func sumOfFragments() {
        let limits = FrameDecoder.Limits(maxMessageBytes: 10)
        let begun = clientFrame(.binary, [1, 2, 3, 4, 5, 6], isFinal: false)
        let fits = clientFrame(.continuation, [7, 8, 9, 10])
        #expect(FrameTranscript.ofEverySplit(begun + fits, limits: limits)?.events.count == 1)
        let over = violation(begun + rawFrame(0x80, 5), limits: limits)
        #expect(over == .messageTooBig(bytes: 11, limit: 10))
        #expect(over?.closeCode == 1009)
        let wrapping = begun + rawFrame(0x80, 127, longLength((1 << 63) - 1))
        #expect(violation(wrapping, limits: limits)?.closeCode == 1009)
    }

    @Test("F5: a control frame inside a message at its limit counts for nothing")
    func controlAtLimit() {
        let limits = FrameDecoder.Limits(maxMessageBytes: 2, maxFragments: 2)
        let ping = clientFrame(.ping, [UInt8](repeating: 1, count: 125))
        let bytes =
            clientFrame(.binary, [1, 2], isFinal: false) + ping + ping
            + clientFrame(.continuation)
        let transcript = FrameTranscript.ofEverySplit(bytes, limits: limits)
        #expect(transcript?.violation == nil)
        #expect(transcript?.events.last == .binary([1, 2]))
    }

    @Test("F5: the 65th fragment is 1008, however small they are", arguments: [0, 1])
    func tooManyFragments(size: Int) {
        let payload = [UInt8](repeating: 1, count: size)
        let first = clientFrame(.binary, payload, isFinal: false)
        let next = clientFrame(.continuation, payload, isFinal: false)
        let inside = first + (0..<62).flatMap { _ in next }
        let longest = FrameTranscript(inside + clientFrame(.continuation, payload))
        #expect(longest.events == [.binary([UInt8](repeating: 1, count: size * 64))])
        let flood = FrameTranscript(first + (0..<20_000).flatMap { _ in next })
        #expect(flood.violation == .tooManyFragments(limit: 64))
        #expect(flood.violation?.closeCode == 1008)
        #expect(violation(inside + next + next)?.closeCode == 1008)
    }

    @Test("F5: a violation gives back the memory of an unfinished message")
    func memoryAfterViolation() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        let begun = clientFrame(.binary, [UInt8](repeating: 1, count: 50_000), isFinal: false)
        transcript.feed(begun, to: &decoder)
        #expect(decoder.bufferedCapacityBytes >= 50_000)
        transcript.feed(clientFrame(.text), to: &decoder)
        #expect(transcript.violation?.closeCode == 1002)
        #expect(decoder.bufferedCapacityBytes == 0)
        #expect(decoder.isMidMessage == false)
    }

    @Test("F5: a refused close frame that came in pieces leaves no memory behind")
    func memoryAfterBadClose() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        for byte in clientFrame(.close, [0, 0, 0x41]) { transcript.feed([byte], to: &decoder) }
        #expect(transcript.violation == .closeCodeNotAllowed(0))
        #expect(decoder.bufferedCapacityBytes == 0)
    }

    @Test(
        "F6: invalid UTF-8 is 1007 inside the frame, at the first bad byte",
        arguments: [
            ([0x41, 0xFF], 1), ([0x80], 0), ([0xED, 0xA0, 0x80], 1), ([0xC0, 0xAF], 0),
            ([0xE0, 0x80, 0xAF], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF8, 0x88], 0),
        ] as [([UInt8], Int)])
    func invalidText(bytes: [UInt8], offset: Int) {
        let frame = clientFrame(.text, bytes + [0x41, 0x42])
        #expect(violation(frame) == .invalidText(offset: offset))
        #expect(violation(frame)?.closeCode == 1007)
        // 6 bytes of header: the frame is refused as soon as the bad byte is there, not before.
        #expect(FrameTranscript(Array(frame[..<(6 + offset)])).violation == nil)
        #expect(FrameTranscript(Array(frame[...(6 + offset)])).violation?.closeCode == 1007)
    }

    @Test("F6: a text that ends inside a character is 1007, also over fragments")
    func cutCharacter() {
        #expect(violation(clientFrame(.text, [0x41, 0xE2, 0x82])) == .invalidText(offset: 3))
        let begun = clientFrame(.text, [0xE2], isFinal: false)
        #expect(violation(begun + clientFrame(.continuation)) == .invalidText(offset: 1))
        #expect(
            violation(begun + clientFrame(.continuation, [0x82, 0x41])) == .invalidText(offset: 2))
        let euro = begun + clientFrame(.continuation, [0x82, 0xAC])
        #expect(FrameTranscript.ofEverySplit(euro)?.events == [.text([0xE2, 0x82, 0xAC])])
    }

    @Test("binary messages may hold any bytes")
    func binaryIsNotText() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(
            FrameTranscript.ofEverySplit(clientFrame(.binary, bytes))?.events == [.binary(bytes)])
    }
}
