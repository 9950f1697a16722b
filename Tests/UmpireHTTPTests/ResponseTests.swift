import Testing
import UmpireHTTP

@Suite("a response")
struct ResponseTests {
    private let page = Response(
        200, headers: [HeaderField("content-type", "text/html")], body: Array("<p>".utf8),
        cacheControl: "max-age=60")
    private let head = """
        HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncache-control: max-age=60\r\n\
        x-content-type-options: nosniff\r\nconnection: close\r\ncontent-length: 3\r\n\r\n
        """

    @Test("head and body are written in these bytes")
    func golden() {
        #expect(String(decoding: page.bytes(), as: UTF8.self) == head + "<p>")
    }

    @Test("the answer to HEAD has the length of the body but not the body")
    func headOnly() {
        #expect(String(decoding: page.bytes(for: .head), as: UTF8.self) == head)
    }

    @Test("keep-alive is said when it is meant")
    func keepAlive() {
        let text = String(decoding: page.bytes(keepAlive: true), as: UTF8.self)
        #expect(text.contains("\r\nconnection: keep-alive\r\n"))
        #expect(!text.contains("close"))
    }

    @Test("204 and 304 have neither a length nor a body", arguments: [204, 304])
    func bodiless(status: Int) {
        let text = String(decoding: Response(status, body: [1]).bytes(), as: UTF8.self)
        #expect(!text.contains("content-length"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test("a value with a line break cannot add a header")
    func splitting() {
        let response = Response(302, headers: [HeaderField("location", "/a\r\nx: y\0")])
        let text = String(decoding: response.bytes(), as: UTF8.self)
        #expect(text.contains("\r\nlocation: /a  x: y \r\n"))
    }

    @Test("an answer with upgrade names it in connection, and 405 names the methods")
    func connectionOptions() {
        let upgrade = Response(426, headers: [HeaderField("upgrade", "websocket")])
        let text = String(decoding: upgrade.bytes(), as: UTF8.self)
        #expect(text.contains("\r\nconnection: close, upgrade\r\n"))
        let refusal = RequestRefusal.methodNotAllowed.response
        #expect(refusal.headers["allow"] == "GET, HEAD")
        #expect(refusal.headers["content-type"] == "text/plain; charset=utf-8")
    }

    @Test("what is written is appended behind what is there")
    func appends() {
        var output: [UInt8] = [7]
        page.append(to: &output)
        #expect(output == [7] + page.bytes())
    }
}
