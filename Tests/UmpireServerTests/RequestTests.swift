import Testing
import UmpireGame
@testable import UmpireServer

@Suite("The server answers requests")
struct RequestTests {
    private func get(_ path: String, _ quay: Quay, method: String = "GET") throws -> HTTPAnswer {
        let socket = try Socket(port: quay.port)
        socket.ask(path, method: method)
        return try #require(socket.answer(hasBody: method != "HEAD"))
    }

    @Test("the page is served, with rules for browsers")
    func page() throws {
        let quay = try Quay()
        let answer = try get("/", quay)
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "text/html; charset=utf-8")
        #expect(answer.header("content-security-policy")?.contains("default-src 'self'") == true)
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.text.lowercased().contains("<!doctype html>"))
        #expect(try get("/?room=ABCDE", quay).body == answer.body)
    }

    @Test("files of the configuration replace built-in ones and come beside them")
    func files() throws {
        let quay = try Quay(page: [
            PageFile("index.html", Array("mine".utf8)), PageFile("a/b.svg", [1, 0, 255]),
        ])
        #expect(try get("/", quay).text == "mine")
        let picture = try get("/a/b.svg", quay)
        #expect(picture.body == [1, 0, 255])
        #expect(picture.header("content-type") == "image/svg+xml")
    }

    @Test("the health says how many are there")
    func health() throws {
        let quay = try Quay()
        let visitor = try Visitor.greeted(port: quay.port)
        let answer = try get("/health", quay)
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "application/json")
        for part in [
            "\"status\":\"ok\"", "\"game\":\"ferry\"", "\"connections\":1", "\"players\":0",
            "\"rooms\":1", "\"badFrame\":0", "\"slowReader\":0",
        ] {
            #expect(answer.text.contains(part))
        }
        visitor.say("{\"type\":\"quickMatch\"}")
        try visitor.message("seated")
        #expect(try get("/health", quay).text.contains("\"players\":1"))
    }

    @Test("one connection takes many requests, also when they come at once")
    func keepAlive() throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        for _ in 0..<3 {
            socket.ask("/health")
            let answer = try #require(socket.answer())
            #expect(answer.header("connection") == "keep-alive")
        }
        let request = "GET /health HTTP/1.1\r\nhost: x\r\n\r\n"
        socket.send(String(repeating: request, count: 100) + "GET /none HTTP/1.1\r\nhost: x\r\n")
        for _ in 0..<100 { #expect(socket.answer()?.status == 200) }
        socket.send("connection: close\r\n\r\n")
        let last = try #require(socket.answer())
        #expect(last.status == 404)
        #expect(last.header("connection") == "close")
        #expect(socket.isEnded())
    }

    @Test("HEAD gets the head alone")
    func head() throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        socket.ask("/", method: "HEAD")
        let answer = try #require(socket.answer(hasBody: false))
        #expect(answer.status == 200)
        #expect(answer.header("content-length") != "0")
        socket.ask("/health")
        #expect(socket.answer()?.text.hasPrefix("{") == true)
    }

    @Test(
        "no path leads out of the page",
        arguments: [
            "/..", "/../", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/%2e", "/.", "//", "/%00",
            "/index.html%00.js", "/..%5c..", "/play/../", "/play/", "/PLAY", "/health/",
            "/etc/passwd",
        ])
    func traversal(path: String) throws {
        let quay = try Quay()
        #expect(try get(path, quay).status == 404)
    }

    @Test(
        "what is no request is refused, and the connection closed",
        arguments: [
            ("GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n", 400), ("GET / HTTP/1.0\r\n\r\n", 505),
            ("POST / HTTP/1.1\r\nhost: x\r\n\r\n", 405), ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\nhost: x\n\n", 400), ("hello\r\n", 400),
            ("GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx", 400),
        ])
    func refused(request: String, status: Int) throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        socket.send(request)
        let answer = try #require(socket.answer())
        #expect(answer.status == status)
        #expect(answer.header("connection") == "close")
        #expect(socket.isEnded())
    }

    @Test("a head that is too long is refused with 431")
    func longHead() throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        socket.ask("/", headers: ["x: " + String(repeating: "y", count: 9_000)])
        #expect(socket.answer()?.status == 431)
    }

    @Test(
        "what asks for no WebSocket is not upgraded",
        arguments: [
            ("GET", 0, 426), ("GET", 1, 400), ("GET", 2, 426), ("GET", 3, 400), ("HEAD", 9, 405),
        ])
    func noUpgrade(method: String, missing: Int, status: Int) throws {
        let quay = try Quay()
        let socket = try Socket(port: quay.port)
        var headers = Visitor.upgrade
        if missing < headers.count { headers.remove(at: missing) }
        socket.ask("/play", method: method, headers: headers)
        let answer = try #require(socket.answer(hasBody: method != "HEAD"))
        #expect(answer.status == status)
        #expect(socket.isEnded())
    }

    @Test("silence after connecting is answered with 408, and a trickle of bytes as well")
    func silence() throws {
        let quay = try Quay {
            $0.requestMilliseconds = 1_000
            $0.sweepMilliseconds = 20
        }
        let silent = try Socket(port: quay.port)
        let trickling = try Socket(port: quay.port)
        trickling.send("GET / HT")
        let resting = try Socket(port: quay.port)
        resting.ask("/health")
        #expect(resting.answer()?.status == 200)
        for socket in [silent, trickling] {
            let answer = try #require(socket.answer())
            #expect(answer.status == 408)
            #expect(socket.isEnded())
        }
        resting.ask("/health")
        #expect(resting.answer()?.status == 200, "a kept-alive connection may rest for longer")
        resting.send("G")
        #expect(resting.answer()?.status == 408, "but not in the middle of a request")
    }

    @Test("a connection that rests for too long is closed without a word")
    func rest() throws {
        let quay = try Quay {
            $0.keepAliveMilliseconds = 100
            $0.sweepMilliseconds = 20
        }
        let socket = try Socket(port: quay.port)
        socket.ask("/health")
        #expect(socket.answer()?.status == 200)
        #expect(socket.read(1) == nil)
        #expect(socket.isEnded())
    }

    @Test("one connection more than there may be is closed at once")
    func tooMany() throws {
        let quay = try Quay { $0.connections = 2 }
        let sockets = try (0..<2).map { _ in try Socket(port: quay.port) }
        for socket in sockets {
            socket.ask("/health")
            #expect(socket.answer()?.status == 200)
        }
        #expect(try Socket(port: quay.port).isEnded())
        sockets[0].ask("/health")
        #expect(sockets[0].answer()?.text.contains("\"serverFull\":1") == true)
    }
}
