import Testing
import UmpireHTTP

@Suite("a response decoder")
struct ResponseDecoderTests {
    private let upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nA: b\r\n\r\n"

    /// The head, the bytes behind it, and the fault.
    private func read(
        _ bytes: [UInt8], cut: Int = 0, limits: HeadLimits = HeadLimits()
    ) -> (head: ResponseHead?, rest: [UInt8], fault: HeadFault?) {
        var decoder = ResponseDecoder(limits: limits)
        for piece in [bytes[..<cut], bytes[cut...]] {
            var copy = Array(piece)
            let result = copy.withUnsafeMutableBytes { buffer in
                var input = buffer
                do throws(HeadFault) {
                    let head = try decoder.next(&input)
                    return (head, Array(input), nil as HeadFault?)
                } catch {
                    return (nil as ResponseHead?, [], error)
                }
            }
            if result.0 != nil || result.2 != nil { return result }
        }
        return (nil, [], nil)
    }

    @Test("an upgrade answer is read alike at every split point and leaves what follows")
    func upgradeAnswer() {
        let bytes = Array(upgrade.utf8)
        for cut in 0..<bytes.count {
            let result = read(bytes + [1, 2, 3], cut: cut)
            #expect(
                result.head
                    == ResponseHead(
                        status: 101,
                        headers: [HeaderField("upgrade", "websocket"), HeaderField("a", "b")]))
            #expect(result.rest == [1, 2, 3])
        }
    }

    @Test("a truncated answer waits")
    func truncation() {
        let bytes = Array(upgrade.utf8)
        for count in 0..<bytes.count {
            let result = read(Array(bytes[..<count]))
            #expect(result.head == nil && result.fault == nil)
        }
    }

    @Test("the words behind the status may be missing")
    func noPhrase() {
        #expect(read(Array("HTTP/1.1 404\r\n\r\n".utf8)).head?.status == 404)
        #expect(read(Array("HTTP/1.1 503 \r\n\r\n".utf8)).head?.status == 503)
    }

    @Test(
        "a malformed status line is refused",
        arguments: [
            "", "HTTP/1.0 101 x", "HTTP/1.1  101", "HTTP/1.1 10", "HTTP/1.1 1010", "HTTP/1.1 099 x",
            "HTTP/1.1 1x1", "HTTP/1.1 101 \0",
        ])
    func badStatus(line: String) {
        #expect(read(Array((line + "\r\n\r\n").utf8)).fault == .badStartLine)
    }

    @Test("limits and line rules are those of a request")
    func limits() {
        let bytes = Array(upgrade.utf8)
        let short = HeadLimits(maxBytes: bytes.count - 1)
        #expect(read(bytes, limits: short).fault == .tooLong(limit: bytes.count - 1))
        #expect(read(bytes, limits: HeadLimits(maxHeaders: 1)).fault == .tooManyHeaders(limit: 1))
        let folded = Array("HTTP/1.1 101 x\r\nA: b\r\n c\r\n\r\n".utf8)
        #expect(read(folded).fault == .foldedLine(line: 3))
    }

    @Test("random bytes never trap", arguments: 0..<40 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(state: seed)
        for _ in 0..<30 {
            var bytes = Array(upgrade.utf8)
            for _ in 0..<4 {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let whole = read(bytes)
            let cutInTwo = read(bytes, cut: cut)
            #expect(cutInTwo.head == whole.head)
            #expect(cutInTwo.fault == whole.fault)
        }
    }
}
