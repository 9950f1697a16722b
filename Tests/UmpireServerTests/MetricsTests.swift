import Testing
@testable import UmpireServer

@Suite("The server's metrics")
struct MetricsTests {
    private func metrics(_ quay: Quay, headers: [String] = []) throws -> HTTPAnswer {
        let socket = try Socket(port: quay.port)
        socket.ask("/metrics", headers: headers)
        return try #require(socket.answer())
    }

    @Test("are for nobody unless readers are named")
    func nobody() throws {
        #expect(try metrics(Quay()).status == 404)
        let others = try Quay(choosing: .with { $0.metricsReaders = ["192.0.2.0/24"] })
        #expect(try metrics(others).status == 404)
    }

    @Test("are not for those whom a trusted proxy names")
    func proxied() throws {
        let quay = try Quay(
            choosing: .with {
                $0.metricsReaders = ["127.0.0.1"]
                $0.trustedProxies = ["127.0.0.1"]
            })
        #expect(try metrics(quay, headers: ["x-forwarded-for: 192.0.2.1"]).status == 404)
        #expect(try metrics(quay).status == 200)
    }

    @Test(
        "are not for the visitors of a proxy that nobody listed, at a reader's address",
        arguments: [
            "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For:",
            "Forwarded: for=192.0.2.1", "X-Real-IP: 192.0.2.1", "Via: 1.1 corner",
        ])
    func unlisted(field: String) throws {
        let quay = try Quay(
            choosing: .with {
                $0.metricsReaders = ["127.0.0.1"]
                $0.trustedProxies = ["192.0.2.0/24"]
            })
        #expect(try metrics(quay, headers: [field]).status == 404)
        #expect(try metrics(quay).status == 200)
    }

    @Test("are for the reader whom a trusted proxy names, and not for a proxy that names nobody")
    func named() throws {
        let quay = try Quay(
            choosing: .with {
                $0.metricsReaders = ["127.0.0.1", "192.0.2.1"]
                $0.trustedProxies = ["127.0.0.1"]
            })
        #expect(try metrics(quay, headers: ["x-forwarded-for: 192.0.2.1"]).status == 200)
        #expect(try metrics(quay, headers: ["x-forwarded-for: 192.0.2.2"]).status == 404)
        #expect(try metrics(quay, headers: ["x-forwarded-for: unknown"]).status == 404)
        #expect(try metrics(quay, headers: ["forwarded: for=192.0.2.1"]).status == 404)
    }

    @Test("say what bytes are spent for, each metric once and each line in the format")
    func lines() throws {
        let quay = try Quay(loops: 2, choosing: .with { $0.metricsReaders = ["127.0.0.0/8"] })
        let answer = try metrics(quay)
        #expect(answer.status == 200)
        #expect(answer.header("content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
        let line = try Regex(
            #"umpire_[a-z_]+\{game="ferry"(,table="[^"]+",field="[^"]+")?\} [0-9.]+"#)
        var seen: Set<Substring> = []
        for text in answer.text.split(separator: "\n") {
            if text.hasPrefix("# TYPE") {
                #expect(seen.insert(text).inserted)
            } else if !text.hasPrefix("# HELP") {
                #expect(text.wholeMatch(of: line) != nil, "\(text)")
            }
        }
        #expect(seen.count == 8)
        #expect(answer.text.contains("umpire_sampled_bytes_total{game=\"ferry\",table=\"frame\""))
    }

    @Test("a reader is an address")
    func badReader() {
        #expect(throws: ServerError.self) {
            _ = try Quay(choosing: .with { $0.metricsReaders = ["everybody"] })
        }
    }
}
