import Testing
import UmpireWebSocket

@Suite("a frame encoder")
struct FrameEncoderTests {
    @Test("a header has the size that was announced, at every border of the length's forms")
    func headerSizes() {
        let sizes = [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10), (1 << 40, 10)]
        for (payloadBytes, size) in sizes {
            for key in [nil, 0x0102_0304 as UInt32?] {
                var bytes: [UInt8] = []
                FrameEncoder.appendHeader(
                    .binary, payloadBytes: payloadBytes, maskKey: key, to: &bytes)
                let announced = FrameEncoder.headerBytes(
                    payloadBytes: payloadBytes, isMasked: key != nil)
                #expect(bytes.count == announced)
                #expect(announced == size + (key == nil ? 0 : 4))
                if key != nil { #expect(bytes.suffix(4) == [1, 2, 3, 4]) }
            }
        }
    }

    @Test("a payload may be masked in place behind a header written to memory")
    func inPlace() {
        var bytes: [UInt8] = Array(repeating: 0, count: 6) + Array("Hello".utf8)
        bytes.withUnsafeMutableBytes { buffer in
            let key: UInt32 = 0x37FA_213D
            let end = FrameEncoder.writeHeader(.text, payloadBytes: 5, maskKey: key, to: buffer)
            FrameEncoder.mask(UnsafeMutableRawBufferPointer(rebasing: buffer[end...]), key: key)
        }
        #expect(bytes == clientFrame(.text, Array("Hello".utf8)))
    }

    @Test("masking is its own inverse at every length and start", arguments: 0..<20)
    func maskLengths(start: Int) {
        for count in 0..<40 {
            let payload = (0..<count).map { UInt8($0 &* 37 & 255) }
            let padding = [UInt8](repeating: 0, count: start)
            var bytes = padding + payload
            bytes.withUnsafeMutableBytes { buffer in
                FrameEncoder.mask(
                    UnsafeMutableRawBufferPointer(rebasing: buffer[start...]), key: 0xA1B2_C3D4)
            }
            let key: [UInt8] = [0xA1, 0xB2, 0xC3, 0xD4]
            #expect(bytes == padding + payload.enumerated().map { $1 ^ key[$0 & 3] })
        }
    }

    @Test("a frame is appended behind what is there")
    func appends() {
        var bytes: [UInt8] = [7]
        FrameEncoder.append(.ping, payload: [1], maskKey: 0xFFFF_FFFF, to: &bytes)
        #expect(bytes == [7, 0x89, 0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE])
    }

    @Test("a close frame carries nothing, or a code and as much of the reason as fits")
    func close() {
        var empty: [UInt8] = []
        FrameEncoder.appendClose(code: nil, reason: "ignored", to: &empty)
        #expect(empty == [0x88, 0x00])
        var coded: [UInt8] = []
        FrameEncoder.appendClose(code: 1001, reason: "ok", to: &coded)
        #expect(coded == [0x88, 0x04, 0x03, 0xE9, 0x6F, 0x6B])
        var long: [UInt8] = []
        FrameEncoder.appendClose(
            code: 4429, reason: String(repeating: "€", count: 100), to: &long)
        let reason = Array(String(repeating: "€", count: 41).utf8)
        #expect(
            FrameTranscript(long, role: .client).events == [.close(code: 4429, reason: reason)])
    }

    @Test("a control frame of more than 125 bytes is our own bug")
    func longControl() async {
        await #expect(processExitsWith: .failure) {
            var bytes: [UInt8] = []
            FrameEncoder.append(.ping, payload: [UInt8](repeating: 0, count: 126), to: &bytes)
        }
    }

    @Test("a close code that may not travel is our own bug")
    func forbiddenCode() async {
        await #expect(processExitsWith: .failure) {
            var bytes: [UInt8] = []
            FrameEncoder.appendClose(code: 1006, to: &bytes)
        }
    }
}
