/// What a terminal can show.
public struct LiveStyle: Equatable, Sendable {
    /// Whether colours may be used; they only repeat what words say.
    public var hasColour: Bool
    /// Whether it shows blocks and dots, or ASCII alone.
    public var isUnicode: Bool

    /// A terminal with these abilities.
    public init(hasColour: Bool, isUnicode: Bool) {
        self.hasColour = hasColour
        self.isUnicode = isUnicode
    }

    /// The style that the environment asks for: NO_COLOR of any length but 0, TERM, and the
    /// character set of the locale.
    public init(environment: (String) -> String?) {
        let term = environment("TERM") ?? ""
        hasColour = (environment("NO_COLOR") ?? "").isEmpty && !term.isEmpty && term != "dumb"
        let locales = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment)
        let locale = locales.first { !$0.isEmpty } ?? ""
        let letters = locale.lowercased().filter { $0.isLetter || $0.isNumber }
        isUnicode = letters.contains("utf8")
    }

    /// What a piece of text means. Only colours that can be read on white and on black.
    enum Tone {
        case plain, heading, good, bad

        /// What comes after the escape sequence's bracket.
        var code: String {
            switch self {
            case .plain: ""
            case .heading: "1"
            case .good: "32"
            case .bad: "1;31"
            }
        }
    }
}
