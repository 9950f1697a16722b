import Testing
import UmpireHTTP

/// A request that must be refused, and how.
struct RefusalRow: CustomTestStringConvertible {
    let name: String
    let text: String
    let refusal: RequestRefusal
    let status: Int

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ refusal: RequestRefusal, _ status: Int) {
        self.name = name
        self.text = text
        self.refusal = refusal
        self.status = status
    }

    /// Rows H2 and H3 of the hostile peers, as far as they concern HTTP.
    static let all = methods + lines + fields + bodies

    private static let methods = [
        RefusalRow("POST", request(first: "POST / HTTP/1.1"), .methodNotAllowed, 405),
        RefusalRow("lowercase get", request(first: "get / HTTP/1.1"), .methodNotAllowed, 405),
        RefusalRow("HTTP/1.0", request(first: "GET / HTTP/1.0"), .versionNotSupported, 505),
        RefusalRow("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\n", .versionNotSupported, 505),
        RefusalRow("no version", request(first: "GET /"), .head(.badStartLine), 400),
        RefusalRow("two spaces", request(first: "GET  / HTTP/1.1"), .head(.badStartLine), 400),
        RefusalRow(
            "space in target", request(first: "GET /a b HTTP/1.1"), .head(.badStartLine), 400),
        RefusalRow("bad version", request(first: "GET / HTTP/1.1x"), .head(.badStartLine), 400),
        RefusalRow("asterisk target", request(first: "GET * HTTP/1.1"), .badTarget, 400),
        RefusalRow("no path", request(first: "GET http://a HTTP/1.1"), .badTarget, 400),
        RefusalRow("no authority", request(first: "GET http:/// HTTP/1.1"), .badTarget, 400),
        RefusalRow("NUL in target", request(first: "GET /\0 HTTP/1.1"), .badTarget, 400),
        RefusalRow("fragment in target", request(first: "GET /#a HTTP/1.1"), .badTarget, 400),
        RefusalRow("not ASCII in target", request(first: "GET /ä HTTP/1.1"), .badTarget, 400),
    ]

    private static let lines = [
        RefusalRow(
            "bare LF in first line", "GET / HTTP/1.1\nHost: a\r\n\r\n",
            .head(.bareLineFeed(line: 1)), 400),
        RefusalRow(
            "bare LF in header", "GET / HTTP/1.1\r\nHost: a\n\r\n", .head(.bareLineFeed(line: 2)),
            400
        ),
        RefusalRow(
            "bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", .head(.bareLineFeed(line: 3)),
            400),
        RefusalRow("space before colon", request("A : b"), .head(.spaceBeforeColon(line: 3)), 400),
        RefusalRow("tab before colon", request("A\t: b"), .head(.spaceBeforeColon(line: 3)), 400),
        RefusalRow("obs-fold", request("A: b", " c: d"), .head(.foldedLine(line: 4)), 400),
        RefusalRow("obs-fold with tab", request("A: b", "\tc"), .head(.foldedLine(line: 4)), 400),
        RefusalRow("no colon", request("A"), .head(.missingColon(line: 3)), 400),
        RefusalRow("empty name", request(": b"), .head(.badName(line: 3)), 400),
        RefusalRow("space in name", request("A b: c"), .head(.badName(line: 3)), 400),
        RefusalRow("NUL in name", request("A\0: c"), .head(.badName(line: 3)), 400),
        RefusalRow("NUL in value", request("A: b\0c"), .head(.badValue(line: 3, byte: 0)), 400),
        RefusalRow("CR in value", request("A: b\rc"), .head(.badValue(line: 3, byte: 13)), 400),
        RefusalRow("CR CR LF", request("A: b\r"), .head(.badValue(line: 3, byte: 13)), 400),
        RefusalRow("LF in value", request("A: b\nC: d"), .head(.bareLineFeed(line: 3)), 400),
        RefusalRow(
            "escape in value", request("A: \u{1B}"), .head(.badValue(line: 3, byte: 27)), 400),
    ]

    private static let fields = [
        RefusalRow("no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", .missingHost, 400),
        RefusalRow("empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", .badHost, 400),
        RefusalRow("path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badHost, 400),
        RefusalRow("list in Host", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .badHost, 400),
        RefusalRow("duplicate Host", request("hOST: a.example"), .duplicateHeader("host"), 400),
        RefusalRow(
            "duplicate key", request("Sec-WebSocket-Key: a", "Sec-WebSocket-Key: a"),
            .duplicateHeader("sec-websocket-key"), 400),
        RefusalRow(
            "duplicate version", request("Sec-WebSocket-Version: 13", "sec-websocket-version: 8"),
            .duplicateHeader("sec-websocket-version"), 400),
        RefusalRow(
            "duplicate Origin", request("Origin: http://a", "Origin: http://b"),
            .duplicateHeader("origin"), 400),
    ]

    private static let bodies = [
        RefusalRow(
            "duplicate Content-Length", request("Content-Length: 0", "Content-Length: 0"),
            .duplicateHeader("content-length"), 400),
        RefusalRow("body by length", request("Content-Length: 1"), .bodyNotAllowed, 400),
        RefusalRow(
            "length beyond 64 bits", request("Content-Length: 99999999999999999999"),
            .bodyNotAllowed, 400),
        RefusalRow("empty length", request("Content-Length:"), .badContentLength, 400),
        RefusalRow("negative length", request("Content-Length: -1"), .badContentLength, 400),
        RefusalRow("signed length", request("Content-Length: +0"), .badContentLength, 400),
        RefusalRow("list of lengths", request("Content-Length: 0, 0"), .badContentLength, 400),
        RefusalRow("chunked body", request("Transfer-Encoding: chunked"), .bodyNotAllowed, 400),
        RefusalRow("identity", request("Transfer-Encoding: identity"), .bodyNotAllowed, 400),
        RefusalRow(
            "length with encoding", request("Transfer-Encoding: chunked", "Content-Length: 0"),
            .lengthWithEncoding, 400),
    ]
}
