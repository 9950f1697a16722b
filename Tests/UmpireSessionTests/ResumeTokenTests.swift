import Testing
import UmpireSession

@Suite("A resume token")
struct ResumeTokenTests {
    @Test(
        "is 32 hexadecimal digits and comes back from them",
        arguments: [
            (0, 0), (1, 0), (0, 1), (.max, .max), (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210),
        ] as [(UInt64, UInt64)])
    func roundTrip(high: UInt64, low: UInt64) {
        let token = ResumeToken(high: high, low: low)
        #expect(token.text.utf8.count == 32)
        #expect(ResumeToken(token.text) == token)
    }

    @Test("writes its leading zeros")
    func zeros() {
        #expect(
            ResumeToken(high: 0xAB, low: 0x1).text == "00000000000000ab" + "0000000000000001")
    }

    @Test(
        "is not made of any other text",
        arguments: [
            "", "0", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
            String(repeating: "A", count: 32), String(repeating: "g", count: 32),
            "+" + String(repeating: "0", count: 31), "-" + String(repeating: "1", count: 31),
            String(repeating: " ", count: 32), String(repeating: "é", count: 16),
            String(repeating: "0", count: 31) + "\u{0}",
            String(repeating: "0", count: 16) + "+" + String(repeating: "0", count: 15),
            String(repeating: "\u{FF10}", count: 32),
        ])
    func refuses(text: String) {
        #expect(ResumeToken(text) == nil)
    }
}
