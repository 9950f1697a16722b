import Testing
import UmpireWebSocket

@Suite("a frame decoder")
struct FrameDecoderTests {
    @Test("a whole message is handed out where it lies, without memory of the decoder's own")
    func inPlace() throws {
        var bytes = clientFrame(.binary, Array(0..<100)) + clientFrame(.text, [0x41])
        try bytes.withUnsafeMutableBytes { buffer in
            var decoder = FrameDecoder(role: .server)
            var input = buffer
            guard case .binary(let payload) = try decoder.next(&input) else {
                Issue.record("the first event is not the binary message")
                return
            }
            let start = try #require(buffer.baseAddress)
            #expect(payload.baseAddress == UnsafeRawPointer(start + 6))
            #expect(Array(payload) == Array(0..<100))
            #expect(input.count == 7)
            #expect(decoder.bufferedCapacityBytes == 0)
        }
    }

    @Test("a message whose header came alone is still handed out in place")
    func headerAlone() {
        let frame = clientFrame(.binary, [1, 2, 3])
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        transcript.feed(Array(frame[..<6]), to: &decoder)
        transcript.feed(Array(frame[6...]), to: &decoder)
        #expect(transcript.events == [.binary([1, 2, 3])])
        #expect(decoder.bufferedCapacityBytes == 0)
    }

    @Test("control frames between fragments, and inside the bytes of one, disturb nothing")
    func interleavedControl() {
        let bytes =
            clientFrame(.text, Array("ab".utf8), isFinal: false) + clientFrame(.ping, [9])
            + clientFrame(.continuation, isFinal: false) + clientFrame(.pong)
            + clientFrame(.continuation, Array("cd".utf8)) + clientFrame(.text)
        let transcript = FrameTranscript.ofEverySplit(bytes)
        #expect(
            transcript?.events == [.ping([9]), .pong([]), .text(Array("abcd".utf8)), .text([])])
    }

    @Test("a small buffer is kept for the next message, a large one is given back")
    func keptMemory() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        for count in [40, 200, 5_000, 40] {
            let frame = clientFrame(.binary, [UInt8](repeating: 3, count: count))
            transcript.feed(Array(frame[..<20]), to: &decoder)
            transcript.feed(Array(frame[20...]), to: &decoder)
            #expect(decoder.bufferedCapacityBytes <= 256)
        }
        #expect(transcript.events.count == 4)
    }

    @Test("after a violation the decoder throws it for ever")
    func failedForEver() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        for bytes in [[0x81, 0x00], clientFrame(.text), []] {
            transcript.violation = nil
            transcript.feed(bytes, to: &decoder)
            #expect(transcript.violation == .missingMask)
        }
        #expect(transcript.events.isEmpty)
    }

    @Test("a deadline can see that a message has begun and not ended")
    func midMessage() {
        let bytes = clientFrame(.text, [0x41], isFinal: false) + clientFrame(.continuation, [0x42])
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        #expect(decoder.isMidMessage == false)
        for (index, byte) in bytes.enumerated() {
            transcript.feed([byte], to: &decoder)
            #expect(decoder.isMidMessage == (index < bytes.count - 1))
        }
    }

    @Test("an idle decoder is small")
    func idleSize() { #expect(MemoryLayout<FrameDecoder>.size <= 256) }

    @Test("every violation's sentence fits a close frame and names a code that may travel")
    func descriptions() {
        let longest: [WebSocketViolation] = [
            .messageTooBig(bytes: .max, limit: .max), .lengthOutOfRange(.max),
            .invalidText(offset: .max), .closeCodeNotAllowed(.max), .longControl(opcode: 10),
            .tooManyFragments(limit: .max), .truncatedCloseCode, .unfinishedMessage(opcode: 2),
        ]
        for violation in longest {
            #expect(violation.description.utf8.count <= 123)
            #expect(CloseCode.isAllowed(violation.closeCode))
        }
    }
}
