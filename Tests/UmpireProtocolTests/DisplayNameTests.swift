import Testing
import UmpireProtocol

@Suite("names")
struct DisplayNameTests {
    private func name(_ text: String) throws -> String? {
        var bytes: [UInt8] = []
        ClientMessage.hello(ClientMessage.Hello(name: text)).write(into: &bytes)
        guard case .hello(let hello) = try ClientMessage(parsing: bytes.span) else { return nil }
        return hello.name
    }

    @Test(
        "characters that deceive a reader or a log are dropped",
        arguments: [
            ("Ann", "Ann"), ("  Ann  ", "Ann"), ("A \u{A0}\u{2003} nn", "A nn"), ("A\r\nnn", "Ann"),
            ("A\u{2028}nn", "A nn"), ("\u{1B}[31mAnn", "[31mAnn"), ("A\u{0}nn\u{7F}", "Ann"),
            ("\u{202E}nnA\u{202C}", "nnA"), ("\u{2066}A\u{2069}", "A"),
            ("A\u{200B}n\u{FEFF}n", "Ann"),
            ("\u{E000}A", "A"), ("A\u{85}B", "AB"), ("e\u{301}", "e\u{301}"), ("名前 😀", "名前 😀"),
        ])
    func cleaned(_ text: String, _ clean: String) throws {
        #expect(try name(text) == clean)
    }

    @Test(
        "a name of which nothing is left is no name",
        arguments: ["", " ", "\u{202E}\n\t", "\u{200B}"])
    func nothingLeft(_ text: String) throws {
        #expect(try name(text) == nil)
    }

    @Test("twenty-four characters fit, twenty-five do not")
    func length() throws {
        let longest = String(repeating: "ü", count: 24)
        #expect(try name(longest) == longest)
        #expect(throws: Refusal.self) { try name(longest + "x") }
        #expect(try name(longest + "\n\n  ") == longest)
    }

    @Test("a character does not carry hundreds of marks")
    func combiningMarks() {
        let tower = "a" + String(repeating: "\u{301}", count: 200)
        #expect(throws: Refusal.self) { try name(tower) }
    }

    @Test("a megabyte of name is refused")
    func megabyte() {
        #expect(throws: Refusal.self) { try name(String(repeating: "a", count: 1 << 20)) }
        #expect(throws: Refusal.self) { try name(String(repeating: "\u{202E}", count: 1 << 16)) }
    }
}
