import Testing
import UmpireHTTP

@Suite("hostile requests")
struct HostileRequestTests {
    @Test("H2, H3: a malformed request is refused with its own reason", arguments: RefusalRow.all)
    func refused(row: RefusalRow) {
        let transcript = RequestTranscript(row.text)
        #expect(transcript.heads.isEmpty)
        #expect(transcript.refusal == row.refusal)
        #expect(transcript.refusal?.status == row.status)
        let answer = row.refusal.response.bytes()
        #expect(answer.starts(with: "HTTP/1.1 \(row.status) ".utf8))
        #expect(!row.refusal.description.isEmpty)
    }

    @Test("a content length of zero is no body")
    func zeroLength() {
        #expect(RequestTranscript(request("Content-Length: 0")).heads.count == 1)
        #expect(RequestTranscript(request("Content-Length: 000")).heads.count == 1)
    }

    @Test("H1: a head of exactly the limit passes, one byte more gets 431")
    func headLimit() {
        let filler = 8_192 - request("A: ").utf8.count
        let longest = request("A: " + String(repeating: "x", count: filler))
        #expect(longest.utf8.count == 8_192)
        #expect(RequestTranscript(longest + "GET").heads.count == 1)
        let tooLong = RequestTranscript(
            request("A: " + String(repeating: "x", count: filler + 1)))
        #expect(tooLong.refusal == .head(.tooLong(limit: 8_192)))
        #expect(tooLong.refusal?.status == 431)
    }

    @Test("H1: the 65th header gets 431")
    func headerLimit() {
        let lines = (0..<64).map { "A\($0): b\r\n" }
        let first = "GET / HTTP/1.1\r\nHost: a\r\n"
        #expect(RequestTranscript(first + lines[..<63].joined() + "\r\n").heads.count == 1)
        let tooMany = RequestTranscript(first + lines.joined() + "\r\n")
        #expect(tooMany.refusal == .head(.tooManyHeaders(limit: 64)))
        #expect(tooMany.refusal?.status == 431)
    }

    @Test("H1: 20 MB of headers are refused within the first 8 KiB and are not kept")
    func floodOfHeaders() {
        let piece = Array(String(repeating: "x", count: 65_536).utf8)
        var decoder = RequestDecoder()
        var refusals = 0
        for _ in 0..<320 {
            piece.withUnsafeBytes { buffer in
                var input = buffer
                do { _ = try decoder.next(&input) } catch { refusals += 1 }
            }
            #expect(decoder.bufferedBytes <= 8_192)
        }
        #expect(refusals == 320)
    }

    @Test("H1: a line without an end that trickles in is refused at the limit")
    func trickle() {
        var decoder = RequestDecoder()
        var fed = 0
        let refusal = #expect(throws: RequestRefusal.self) {
            while fed < 100_000 {
                fed += 1
                _ = try [UInt8(ascii: "x")].withUnsafeBytes { buffer in
                    var input = buffer
                    return try decoder.next(&input)
                }
            }
        }
        #expect(refusal == .head(.tooLong(limit: 8_192)))
        #expect(fed == 8_193)
    }

    @Test("limits are the caller's")
    func ownLimits() {
        let limits = HeadLimits(maxBytes: 40, maxHeaders: 1)
        #expect(RequestTranscript(request(), limits: limits).heads.count == 1)
        #expect(RequestTranscript(request("A:"), limits: limits).refusal?.status == 431)
        let none = HeadLimits(maxBytes: 0, maxHeaders: 0)
        #expect(RequestTranscript("G", limits: none).refusal == .head(.tooLong(limit: 0)))
    }

    @Test("bytes that are not UTF-8 are repaired, never kept")
    func notUTF8() {
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nOrigin: ".utf8) + [0xFF, 13, 10, 13, 10]
        #expect(RequestTranscript(bytes).heads.first?.headers["origin"] == "\u{FFFD}")
    }
}
