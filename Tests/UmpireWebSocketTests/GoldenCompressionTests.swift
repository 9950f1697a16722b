import Testing
import UmpireWebSocket

/// The examples of RFC 7692 §7.2.3.
@Suite("the examples of RFC 7692")
struct GoldenCompressionTests {
    private let hello = Array("Hello".utf8)

    private func events(_ compressed: [UInt8], cuts: [Int] = []) -> [RecordedEvent]? {
        let bytes = clientMessage(.text, compressed: compressed, cuts: cuts)
        return FrameTranscript.ofEverySplit(bytes, deflation: Deflation())?.events
    }

    @Test("§7.2.3.1: one block, whole and in fragments")
    func oneBlock() {
        let compressed: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
        #expect(events(compressed) == [.text(hello)])
        for cut in 0...compressed.count {
            #expect(events(compressed, cuts: [cut]) == [.text(hello)])
        }
        let whole: [UInt8] = [0xC1, 0x07] + compressed
        let parts: [UInt8] =
            [0x41, 0x03, 0xF2, 0x48, 0xCD] + [0x80, 0x04, 0xC9, 0xC9, 0x07, 0x00]
        for bytes in [whole, parts] {
            let transcript = FrameTranscript.ofEverySplit(
                bytes, role: .client, deflation: Deflation())
            #expect(transcript?.events == [.text(hello)])
        }
    }

    @Test("§7.2.3.2: a message that refers to the one before it was not agreed on: 1007")
    func sharedWindow() {
        let first = clientMessage(.text, compressed: [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00])
        let second = clientMessage(.text, compressed: [0xF2, 0x00, 0x11, 0x00, 0x00])
        let transcript = FrameTranscript.ofEverySplit(first + second, deflation: Deflation())
        #expect(transcript?.events == [.text(hello)])
        #expect(transcript?.violation == .badCompression)
    }

    @Test("§7.2.3.3: a block without compression")
    func stored() {
        #expect(events([0x00, 0x05, 0x00, 0xFA, 0xFF] + hello + [0x00]) == [.text(hello)])
    }

    @Test("§7.2.3.4: a block that calls itself the last")
    func lastBlock() {
        let compressed: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]
        #expect(events(compressed) == [.text(hello)])
        // Without the byte behind it the tail is cut, and such a message is not whole.
        #expect(events(compressed.dropLast()) == [])
    }

    @Test("§7.2.3.5: two blocks in one message")
    func twoBlocks() {
        let compressed: [UInt8] = [
            0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00,
        ]
        #expect(events(compressed) == [.text(hello)])
    }

    @Test("§7.2.3.6: an empty message")
    func empty() {
        #expect(events([0x00]) == [.text([])])
    }
}
