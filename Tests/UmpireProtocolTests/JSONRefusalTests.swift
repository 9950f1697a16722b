import Testing
import UmpireProtocol

@Suite("what is not JSON")
struct JSONRefusalTests {
    @Test(
        "malformed text is refused",
        arguments: [
            "", " ", "{", "}", "[]", "1", "null", "\"a\"", "{a:1}", "{'a':1}", "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":1}}", "{\"a\":1}{}", "{\"a\":1} x",
            "{\"a\":1,\"b\"", "{1:2}", "{\"a\" 1}", "{\"a\":[1,]}", "{\"a\":[}", "{\"a\":[1}",
            "{\"a\":{\"b\":1]}", "{\"a\":{\"b\"}}", "{\"a\":{,}}", "{\"a\":{1:1}}", "{\"a\":]}",
            "{\"a\":[1 2]}", "{\"a\":{\"b\":1,}}", "\u{FEFF}{}", "{}\0", "\0{}",
        ])
    func malformed(_ text: String) {
        #expect(throws: JSONError.self) { try members(text) }
    }

    @Test(
        "words and numbers that JSON does not know are refused",
        arguments: [
            "NaN", "nan", "Infinity", "-Infinity", "-", "+1", "01", "-01", "00", ".5", "1.", "1.e3",
            "1e", "1e+", "0x10", "1_000", "1..2", "--1", "tru", "True", "truex", "nul", "undefined",
            "1a", "٣", "１",
        ])
    func scalars(_ text: String) {
        #expect(throws: JSONError.self) { try members("{\"a\":\(text)}") }
        #expect(throws: JSONError.self) { try members("{\"a\":[\(text)]}") }
    }

    @Test(
        "strings with control characters, bad escapes or lone surrogates are refused",
        arguments: [
            "\0", "\n", "\t", "\u{1F}", #"\"#, #"\x41"#, #"\u"#, #"\u12"#, #"\u12G4"#, #"\U0041"#,
            #"\a"#, #"\ud800"#, #"\udc00"#, #"\ud800\ud800"#, #"\ud800x"#, #"\ud800\n"#,
            #"\ud83d\u0041"#, #"\ude00\ud83d"#, #"\ud83d\"#, #"\ud83d\u"#, #"\u+041"#,
        ])
    func strings(_ content: String) {
        #expect(throws: JSONError.self) { try members("{\"a\":\"\(content)\"}") }
        #expect(throws: JSONError.self) { try members("{\"\(content)\":1}") }
        #expect(throws: JSONError.self) { try members("{\"a\":[\"\(content)\"]}") }
    }

    @Test(
        "strings that are not UTF-8 are refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF5, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func encodings(_ content: [UInt8]) {
        let bytes = Array("{\"a\":\"".utf8) + content + Array("\"}".utf8)
        #expect(throws: JSONError.self) {
            try JSONObject(parsing: bytes.span, maxDepth: 16)
        }
    }

    @Test("sixteen levels are allowed, seventeen are not")
    func depth() throws {
        func nest(_ levels: Int, _ open: String, _ close: String) -> String {
            "{\"a\":" + String(repeating: open, count: levels - 1) + "1"
                + String(repeating: close, count: levels - 1) + "}"
        }
        for (open, close) in [("[", "]"), ("{\"b\":", "}")] {
            #expect(try members(nest(16, open, close))["a"] == .nested)
            #expect(throws: JSONError.self) { try members(nest(17, open, close)) }
        }
        #expect(throws: JSONError.tooDeep(byte: 21)) { try members(nest(17, "[", "]")) }
    }

    @Test("a hundred thousand brackets are refused at the seventeenth level, without recursion")
    func deepNesting() {
        for bracket in ["[", "{\"a\":"] {
            let text = "{\"a\":" + String(repeating: bracket, count: 100_000)
            let error = #expect(throws: JSONError.self) { try members(text) }
            guard case .tooDeep(let byte) = error else {
                Issue.record("not refused for its depth: \(String(describing: error))")
                continue
            }
            #expect(byte < 100)
        }
    }

    @Test("ten megabytes of digits are one number, read in one pass")
    func manyDigits() throws {
        let bytes =
            Array("{\"a\":".utf8) + [UInt8](repeating: 0x39, count: 10_000_000)
            + Array("}".utf8)
        #expect(try JSONObject(parsing: bytes.span, maxDepth: 16)["a"] == .number)
    }

    @Test("a text cut anywhere is refused")
    func truncation() {
        let text = #"{"type":"hello","protocol":1,"name":"\ud83d\ude00é","x":[{"y":[1.5e3,null]}]}"#
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            #expect(throws: JSONError.self, "cut after \(count) bytes") {
                try JSONObject(parsing: Array(bytes[..<count]).span, maxDepth: 16)
            }
        }
    }
}
