import Testing
import UmpireHTTP

@Suite("a request decoder")
struct RequestDecoderTests {
    @Test("a browser's upgrade request is read whole")
    func readsRequest() throws {
        let transcript = RequestTranscript(
            request(
                "Connection: keep-alive, Upgrade", "UPGRADE:websocket", "X-Empty:",
                "X-Padded: \t two words \t", first: "GET /play/a%20b?room=1&x=?y HTTP/1.1"))
        let head = try #require(transcript.heads.first)
        #expect(transcript.refusal == nil)
        #expect(head.method == .get)
        #expect(head.target == "/play/a%20b?room=1&x=?y")
        #expect(head.path == "/play/a%20b")
        #expect(head.query == "room=1&x=?y")
        #expect(head.minorVersion == 1)
        #expect(head.keepAlive)
        #expect(
            head.headers == [
                HeaderField("host", "a.example"),
                HeaderField("connection", "keep-alive, Upgrade"),
                HeaderField("upgrade", "websocket"), HeaderField("x-empty", ""),
                HeaderField("x-padded", "two words"),
            ])
    }

    @Test("a target without a question mark has no query, one with it may have an empty one")
    func query() {
        #expect(RequestTranscript(request()).heads.first?.query == nil)
        let empty = RequestTranscript(request(first: "HEAD /a? HTTP/1.1")).heads.first
        #expect(empty?.query?.isEmpty == true)
        #expect(empty?.method == .head)
    }

    @Test("a whole URL as the target gives its path")
    func absoluteForm() {
        let head = RequestTranscript(request(first: "GET HTTP://b:80/c?d HTTP/1.1")).heads.first
        #expect(head?.path == "/c")
        #expect(head?.query == "d")
    }

    @Test("connection: close ends the connection, whatever its case and place")
    func keepAlive() {
        #expect(
            RequestTranscript(request("Connection: foo ,\tCLOSE")).heads.first?.keepAlive == false)
        #expect(RequestTranscript(request("Connection: closed")).heads.first?.keepAlive == true)
    }

    @Test("bytes behind the head stay with the caller")
    func leftover() throws {
        var bytes = Array(request().utf8) + [0x81, 0x00, 0x0A]
        try bytes.withUnsafeMutableBytes { buffer in
            var decoder = RequestDecoder()
            var input = buffer
            let head = try decoder.next(&input)
            #expect(head != nil)
            #expect(Array(input) == [0x81, 0x00, 0x0A])
            #expect(!decoder.isInsideHead)
        }
    }

    @Test("pipelined requests come one after the other, one empty line between them is passed over")
    func pipelined() {
        let text =
            request(first: "GET /1 HTTP/1.1") + request(first: "GET /2 HTTP/1.1")
            + "\r\n" + request(first: "GET /3 HTTP/1.1")
        let transcript = RequestTranscript(text)
        #expect(transcript.heads.map(\.path) == ["/1", "/2", "/3"])
        #expect(transcript.refusal == nil)
        #expect(RequestTranscript("\r\n\r\n").refusal == .head(.badStartLine))
    }

    @Test("every split point and one byte at a time give the same heads")
    func everySplit() {
        let bytes = Array(
            (request("A: b", "C:d", first: "GET /1 HTTP/1.1") + request("E: f")).utf8)
        let whole = RequestTranscript(bytes)
        #expect(whole.heads.count == 2)
        for cut in 0...bytes.count { #expect(RequestTranscript(bytes, cuts: [cut]) == whole) }
        #expect(RequestTranscript(bytes, cuts: Array(0..<bytes.count)) == whole)
    }

    @Test("a refused head is refused alike at every split point")
    func everySplitOfRefusals() {
        for text in RefusalRow.all.map(\.text) {
            let bytes = Array(text.utf8)
            let whole = RequestTranscript(bytes)
            for cut in 0...bytes.count { #expect(RequestTranscript(bytes, cuts: [cut]) == whole) }
            #expect(RequestTranscript(bytes, cuts: Array(0..<bytes.count)) == whole)
        }
    }

    @Test("a truncated head is no head and no error")
    func truncation() {
        let bytes = Array(request("A: b").utf8)
        for count in 0..<bytes.count {
            let transcript = RequestTranscript(Array(bytes[..<count]))
            #expect(transcript.heads.isEmpty)
            #expect(transcript.refusal == nil)
        }
    }

    @Test("flipped bits and random bytes never trap", arguments: 0..<40 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SeededRandom(state: seed)
        let valid = Array(request("Content-Length: 0", "Connection: close").utf8)
        for _ in 0..<30 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            #expect(RequestTranscript(bytes, cuts: [cut]) == RequestTranscript(bytes))
        }
        let noise = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(RequestTranscript(noise).heads.isEmpty)
    }

    @Test("after a refusal the decoder refuses for ever and holds nothing")
    func failedForEver() {
        var decoder = RequestDecoder()
        for text in ["GET / HTTP/1.0\r\n", request()] {
            Array(text.utf8).withUnsafeBytes { buffer in
                var input = buffer
                #expect(throws: RequestRefusal.versionNotSupported) { try decoder.next(&input) }
            }
        }
        #expect(decoder.bufferedBytes == 0)
    }
}
