import Testing

/// What the other rules rely on: comments and text are no code, and everything stays in its place.
@Suite("Blanking comments and text") struct SwiftCodeTests {
    static let rows: [(source: String, code: String)] = [
        ("let a = 1 // two", "let a = 1       "),
        ("a /* b /* c */ d */ e", "a                   e"),
        (#"f("x { y") }"#, "f(       ) }"),
        (#"f("x \" {")"#, "f(        )"),
        (#"f("\\") {"#, "f(    ) {"),
        (##"f(#"a " \ b"#) {"##, "f(           ) {"),
        (#"f("a \(g("b", (1))) c") {"#, "f(     g(   , (1))    ) {"),
        (##"f(#"\(a) \#(b)"#)"##, "f(          b   )"),
        ("\"\"\"\n { \" } \n\"\"\"\nx", "   \n       \n   \nx"),
        ("\"é\" + x", "    + x"),
        ("#if os(Linux)\n#endif", "#if os(Linux)\n#endif"),
        ("\"never ended", "            "),
        ("/* never ended", "              "),
    ]

    @Test("only code is left", arguments: rows)
    func blanking(source: String, code: String) {
        #expect(SwiftCode(source).text == code)
    }

    @Test("lines keep their numbers") func lines() {
        #expect(SwiftCode("a\n// b\n\nc").lines.map(\.count) == [1, 4, 0, 1])
    }
}
