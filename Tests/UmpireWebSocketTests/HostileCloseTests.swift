import Testing
import UmpireWebSocket

/// The rows C1, C2 and D1 of the hostile peers.
@Suite("hostile goodbyes")
struct HostileCloseTests {
    private func close(_ payload: [UInt8]) -> FrameTranscript? {
        FrameTranscript.ofEverySplit(clientFrame(.close, payload))
    }

    private func close(code: UInt16, _ reason: [UInt8] = []) -> FrameTranscript? {
        close([UInt8(code >> 8), UInt8(code & 255)] + reason)
    }

    @Test("C1: an empty close is fine, one byte is 1002")
    func emptyAndShort() {
        #expect(close([])?.events == [.close(code: nil, reason: [])])
        #expect(close([3])?.violation == .truncatedCloseCode)
        #expect(WebSocketViolation.truncatedCloseCode.closeCode == 1002)
    }

    @Test("C1: every code is allowed or 1002, as the registry says")
    func everyCode() {
        let allowed = Set<UInt16>([1000, 1001, 1002, 1003] + Array(1007...1014))
        for code in UInt16.min...UInt16.max {
            let isAllowed = allowed.contains(code) || (3000...4999).contains(code)
            if CloseCode.isAllowed(code) != isAllowed { Issue.record("code \(code)") }
        }
    }

    @Test(
        "C1: codes that may not travel are 1002",
        arguments: [
            0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
        ] as [UInt16])
    func forbiddenCodes(code: UInt16) {
        #expect(close(code: code)?.violation == .closeCodeNotAllowed(code))
        #expect(WebSocketViolation.closeCodeNotAllowed(code).closeCode == 1002)
    }

    @Test(
        "C1: codes that may travel arrive with their reason",
        arguments: [1000, 1001, 1003, 1007, 1011, 1014, 3000, 4410, 4999] as [UInt16])
    func allowedCodes(code: UInt16) {
        let reason = Array("grüß dich".utf8)
        #expect(close(code: code, reason)?.events == [.close(code: code, reason: reason)])
    }

    @Test("C1: a reason that is not UTF-8 is 1007")
    func badReason() {
        #expect(close(code: 1000, [0x41, 0xFF])?.violation == .invalidReason(offset: 1))
        #expect(close(code: 1000, [0xE2, 0x82])?.violation == .invalidReason(offset: 2))
        #expect(WebSocketViolation.invalidReason(offset: 2).closeCode == 1007)
    }

    @Test("C2: whatever follows a close frame is ignored, valid or not")
    func dataAfterClose() {
        let bytes = clientFrame(.close) + clientFrame(.text, [0x41]) + [0xFF, 0xFF, 0xFF]
        let transcript = FrameTranscript.ofEverySplit(bytes)
        #expect(transcript == FrameTranscript(clientFrame(.close)))
        #expect(transcript?.events.count == 1)
    }

    @Test("a close inside a fragmented message ends it and gives its memory back")
    func closeInsideMessage() {
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        transcript.feed(clientFrame(.binary, [1, 2, 3], isFinal: false), to: &decoder)
        transcript.feed(clientFrame(.close), to: &decoder)
        #expect(transcript.events == [.close(code: nil, reason: [])])
        #expect(decoder.isClosed == true)
        #expect(decoder.isMidMessage == false)
        #expect(decoder.bufferedCapacityBytes == 0)
    }

    @Test("D1: a thousand pings in one packet are a thousand events and no memory")
    func pingFlood() {
        let pings = (0..<1_000).flatMap { clientFrame(.ping, [UInt8($0 & 255)]) }
        var decoder = FrameDecoder(role: .server)
        var transcript = FrameTranscript([])
        transcript.feed(pings, to: &decoder)
        #expect(transcript.events.count == 1_000)
        #expect(transcript.events.last == .ping([231]))
        #expect(decoder.bufferedCapacityBytes == 0)
    }
}
