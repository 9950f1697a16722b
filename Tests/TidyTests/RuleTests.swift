import Testing

/// That each rule finds what it is for, and leaves alone what only looks like it.
@Suite("Each house rule can fail") struct RuleTests {
    func file(_ text: String, _ path: String = "Sources/UmpireRoom/A.swift") -> ProjectFile {
        ProjectFile(path, text)
    }

    func lines(_ count: Int, of line: String = "x()") -> String {
        String(repeating: line + "\n", count: count)
    }

    @Test("a file of 401 lines is too long") func longFile() {
        #expect(SizeRules.longFile(file(lines(400))).isEmpty)
        #expect(SizeRules.longFile(file(lines(401))).count == 1)
    }

    @Test("a line of 101 columns is too long, whatever its bytes") func longLine() {
        let wide = String(repeating: "é", count: 100)
        #expect(SizeRules.longLines(file("a\n\(wide)\n")).isEmpty)
        #expect(SizeRules.longLines(file("a\n\(wide)é\n")).map(\.line) == [2])
    }

    @Test(
        "a function of 71 lines is too long",
        arguments: [
            "func f() {", "init(a: Int = g({ 1 })) {", "static func f(\n) -> Int {", "deinit {",
            "var a: Int {", "subscript(a: Int) -> Int {", "init?() {",
            "func f() { // a brace in a comment }",
        ])
    func longFunction(head: String) {
        let headLines = head.split(separator: "\n").count
        let body = { lines($0 - headLines - 1, of: #"x("}", "\(y("{"))") // }"#) }
        #expect(SizeRules.longFunctions(file("\n\(head)\n\(body(70))}\n")).isEmpty)
        #expect(SizeRules.longFunctions(file("\n\(head)\n\(body(71))}\n")).map(\.line) == [2])
    }

    @Test("a type and a call of an initialiser are no functions") func longType() {
        #expect(SizeRules.longFunctions(file("struct A {\n\(lines(90))}\n")).isEmpty)
        #expect(SizeRules.longFunctions(file("a(.init(1)) {\n\(lines(90))}\n")).isEmpty)
        #expect(SizeRules.longFunctions(file("protocol A { func f() }\n{\(lines(90))}\n")).isEmpty)
    }

    @Test(
        "a foreign import is found in the core",
        arguments: [
            "import Foundation", "public import Glibc", "@testable import Dispatch",
            "internal import Synchronization", "import struct Foundation.Date",
            "import UmpireLoop",
        ])
    func foreignImport(line: String) {
        let core: Set = ["UmpireBasics"]
        let text = "public import UmpireBasics\n// import Comment\n\(line)\n"
        #expect(ImportRules.foreignImports(file(text), core: core).map(\.line) == [3])
    }

    @Test("Foundation is found in any form") func foundation() {
        #expect(ImportRules.foundationImports(file("import FoundationEssentials")).count == 1)
        #expect(ImportRules.foundationImports(file("import Glibc")).isEmpty)
    }

    @Test(
        "a banned word is found",
        arguments: [
            "class RoomManager {}", "let helperName = MathHelper()", "enum StringUtils {}",
            "DispatchQueue.main", "try await Task.sleep(for: x)", "usleep(5)", "sleep(1)",
            "Thread.sleep(1)", "nanosleep(&a, nil)", "try! f()", ".disabled(\"later\")",
        ])
    func bannedWord(line: String) {
        #expect(findings(BannedWord.anywhere + BannedWord.inSources, line) == [1])
    }

    @Test(
        "a word that only looks banned is left alone",
        arguments: ["FileManager.default", "asleep(1)", "// a RoomManager", "f(\"usleep(1)\")"])
    func innocentWord(line: String) {
        #expect(findings(BannedWord.anywhere, line) == [])
    }

    @Test("reminders and paths of one machine are found, in comments too") func prose() {
        // Put together here so that this file does not break the rule itself.
        for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"] {
            #expect(findings(BannedWord.inProse, "// \(word): later") == [1])
        }
        for folder in ["ho" + "me/ada/x", "wo" + "rk/x", "ro" + "ot/x", "Us" + "ers/ada"] {
            #expect(findings(BannedWord.inProse, "f(\"/\(folder)\")") == [1])
        }
        #expect(findings(BannedWord.inProse, "/usr/bin/chromium, a/home/b, HACKNEY") == [])
    }

    @Test(
        "what differs between machines is found",
        arguments: [
            "Date()", "ContinuousClock().now", "Int.random(in: 0..<3)", "UInt64.random(in: a)",
            "sin(x)", "let a = pow(2, 3)", "cosf(x)", "a.randomElement()", "a.shuffled()",
        ])
    func undecided(line: String) {
        #expect(!findings(BannedWord.whereAllIsDecided, line).isEmpty)
    }

    @Test(
        "our own random numbers and tables are left alone",
        arguments: [
            "random.int(in: 0..<3)", "Trigonometry.sin(x)", "func sin(_ x: Int)", "basin(1)",
        ])
    func decided(line: String) {
        #expect(findings(BannedWord.whereAllIsDecided, line) == [])
    }

    @Test(
        "a sleeping script is found",
        arguments: [
            "time.sleep(1)", "await asyncio.sleep(0)", "    sleep 5", "page.wait_for_timeout(9)",
        ])
    func sleepingScript(line: String) {
        let script = file(line, "Simulations/a.py")
        #expect(BannedWord.inScripts.flatMap { $0.findings(in: script) }.count == 1)
    }

    private func findings(_ words: [BannedWord], _ line: String) -> [Int?] {
        words.flatMap { $0.findings(in: file(line)) }.map(\.line)
    }
}
