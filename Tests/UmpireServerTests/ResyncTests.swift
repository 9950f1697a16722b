import Logging
import Testing
import UmpireBasics
import UmpireProtocol

@testable import UmpireServer

@Suite("An operator and clients that lost the state")
struct ResyncTests {
    private let text = "a client lost the state and was given a keyframe"

    private func health(_ quay: Quay) throws -> String {
        let socket = try Socket(port: quay.port)
        socket.ask("/health")
        return try #require(socket.answer()).text
    }

    /// The ages of the next snapshots, up to the first keyframe.
    private func ageOfKeyframe(_ visitor: Visitor) throws {
        for _ in 0..<100 {
            let frame = try #require(visitor.next(2))
            if frame.payload[8] == 0 { return }
        }
        Issue.record("no keyframe came")
    }

    @Test("a keyframe comes on the same connection, the log has the case, and the health too")
    func reported() throws {
        let book = LogBook()
        let quay = try Quay(logger: book.logger)
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.say("{\"type\":\"create\",\"private\":true}")
        let seated = try visitor.message("seated")
        let start = try #require(seated.firstRange(of: "\"room\":\"")).upperBound
        let code = String(seated[start...].prefix { $0 != "\"" })
        try ageOfKeyframe(visitor)
        visitor.say("{\"type\":\"resync\",\"tick\":9,\"viewHash\":48879,\"reason\":\"hash\"}")
        try ageOfKeyframe(visitor)
        let line = try #require(book.lines(text).first)
        #expect(line.level == .warning)
        #expect(line.metadata["room"] == code && line.metadata["player"] == "0")
        #expect(line.metadata["reason"] == "hash" && line.metadata["tick"] == "9")
        #expect(line.metadata["clientHash"] == "0000beef" && line.metadata["loop"] == "0")
        #expect(line.metadata["serverHash"] != nil && line.metadata["roomTick"] != nil)
        #expect(line.metadata["match"] != nil && line.metadata["leftOut"] == nil)
        let answer = try health(quay)
        #expect(answer.contains("\"resyncs\":{\"hash\":1,\"decode\":0,\"baseline\":0}"))
        #expect(answer.contains("\"resyncCases\":[{\"loop\":0,\"room\":"))
        #expect(answer.contains("\"player\":0,\"reason\":\"hash\",\"tick\":9,\"roomTick\":"))
        #expect(!answer.contains(code), "who knows the code of a private room may join it")
        #expect(!answer.contains("48879") && !answer.contains("beef"))
    }

    @Test("a flood of them fills no log: the next line says how many were left out")
    func flood() {
        let rate = TokenRate(rate: 1, burst: 2)
        var warnings = ResyncWarnings(rate, now: .zero)
        let admitted = (0..<5).map { _ in warnings.admit(rate, at: .zero) }
        #expect(admitted == [0, 0, nil, nil, nil] && warnings.seen == 5)
        warnings.skip(to: 25)
        #expect(warnings.seen == 25)
        let later = Instant.zero.advanced(byMilliseconds: 1_000)
        #expect(warnings.admit(rate, at: later) == 23)
        #expect(warnings.admit(rate, at: later) == nil)
        warnings.skip(to: 3)
        #expect(warnings.seen == 27, "nothing is seen twice")
        #expect(warnings.admit(rate, at: later.advanced(byMilliseconds: 1_000)) == 1)
    }
}
