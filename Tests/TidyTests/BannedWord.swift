/// A word that is not written here, and what is written instead.
struct BannedWord {
    /// Which part of a file is searched.
    enum Part { case code, text }

    let pattern: String
    let instead: String
    let part: Part

    init(_ pattern: String, _ instead: String, in part: Part = .code) {
        self.pattern = pattern
        self.instead = instead
        self.part = part
    }

    func findings(in file: ProjectFile) -> [Finding] {
        matches(pattern, in: part == .code ? file.code : file.text).map { match in
            Finding(path: file.path, line: match.line, remedy: "`\(match.groups[0])`: \(instead)")
        }
    }
}

extension BannedWord {
    /// In every Swift file.
    static let anywhere = [
        BannedWord(
            #"\b\w*(?:(?<!\bFile)Manager|Helper|Utils|Utility)\w*"#,
            "say what it does; a name from the glossary or a verb"),
        BannedWord(
            #"(?<![\w.])(?:(?:Thread|Task)\.)?(?:u|nano)?sleep\("#,
            "wait for the event itself, or use an Alarm"),
        BannedWord(#"\btry!"#, "handle the error, or `require` what must hold"),
        BannedWord(#"\.disabled\("#, "repair the test or take it out"),
    ]

    /// In `Sources`; a test may guard itself with a queue of the system.
    static let inSources = [
        BannedWord(#"\bDispatchQueue\b"#, "use a LoopThread and a Mailbox")
    ]

    /// In every text file; each letter in brackets keeps this file from finding itself.
    static let inProse = [
        BannedWord(
            #"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b"#,
            "do it now, or leave no trace of it", in: .text),
        BannedWord(
            #"(?<![\w.])/(?:h[o]me|w[o]rk|r[o]ot|U[s]ers)/\w*"#,
            "a path of one machine; start from the project's top or a temporary folder", in: .text),
    ]

    /// In the core and in games, which must come out the same on every machine.
    static let whereAllIsDecided = [
        BannedWord(#"\b(?:Date|DispatchTime)\("#, "take `at: Instant` or a `Tick` as a parameter"),
        BannedWord(#"\b(?:Continuous|Suspending)Clock\b"#, "take `at: Instant` as a parameter"),
        BannedWord(#"\bSystemRandomNumberGenerator\b"#, "use GameRandom, which has a seed"),
        BannedWord(
            #"\b(?:U?Int\d*|Float|Double|Bool)\.random\("#, "use GameRandom, which has a seed"),
        BannedWord(
            #"\.(?:random\((?:in:)?|randomElement\(|shuffled?\(\))"#,
            "use GameRandom's own methods; the standard library's may change"),
        BannedWord(
            #"(?<![\w.])(?<!func )(?:sin|cos|tan|asin|acos|atan2?|pow|exp|log)f?\("#,
            "libm differs between machines; use the tables of Trigonometry"),
    ]

    /// In Python, JavaScript and shell scripts.
    static let inScripts = [
        BannedWord(
            #"\b(?:time\.|asyncio\.)sleep\(|^\s*sleep +\d|wait_for_timeout\("#,
            "wait for the event itself, with a limit")
    ]
}
