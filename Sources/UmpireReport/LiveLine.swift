/// One line of a frame: text of known width, coloured only when it is written out.
struct LiveLine {
    private(set) var width = 0
    private var pieces: [(text: String, tone: LiveStyle.Tone)] = []

    init() {}

    init(_ text: String, _ tone: LiveStyle.Tone = .plain) { add(text, tone) }

    /// A line of blocks, one cell each, in letters that suit the style already.
    init(drawn text: String) {
        pieces = [(text, .plain)]
        width = text.count
    }

    mutating func add(_ text: String, _ tone: LiveStyle.Tone = .plain) {
        pieces.append((text, tone))
        width += LiveLine.width(of: text)
    }

    /// Adds blanks up to a column; at least one when there is text already.
    mutating func fill(to column: Int) {
        add(String(repeating: " ", count: max(width > 0 ? 1 : 0, column - width)))
    }

    /// Adds text that ends at a column.
    mutating func add(_ text: String, endingAt column: Int, _ tone: LiveStyle.Tone = .plain) {
        fill(to: column - LiveLine.width(of: text))
        add(text, tone)
    }

    mutating func append(_ other: LiveLine) {
        pieces += other.pieces
        width += other.width
    }

    /// The line without blanks at its end, cut to a width.
    func written(_ style: LiveStyle, within columns: Int) -> String {
        var parts = cut(to: columns)
        while let last = parts.last {
            guard last.text.last == " " || last.text.isEmpty else { break }
            parts[parts.count - 1].text = String(last.text.dropLast())
            if last.text.isEmpty { parts.removeLast() }
        }
        return parts.map { part in
            let text = style.isUnicode ? part.text : LiveLine.ascii(part.text)
            guard style.hasColour, !part.tone.code.isEmpty else { return text }
            return "\u{1B}[\(part.tone.code)m\(text)\u{1B}[0m"
        }.joined()
    }

    private func cut(to columns: Int) -> [(text: String, tone: LiveStyle.Tone)] {
        guard width > columns else { return pieces }
        var left = columns
        var kept: [(text: String, tone: LiveStyle.Tone)] = []
        for piece in pieces where left > 0 {
            let text = LiveLine.prefix(of: piece.text, within: left)
            left -= LiveLine.width(of: text)
            kept.append((text, piece.tone))
            if text.count < piece.text.count { break }
        }
        return kept
    }

    // MARK: cells of a terminal

    /// Text of a person's own, without what a terminal would obey, cut to a width.
    static func safe(_ text: String, within columns: Int) -> String {
        let clean = String(text.map { isControl($0) ? "?" : $0 })
        guard width(of: clean) > columns else { return clean }
        return columns < 2 ? "" : prefix(of: clean, within: columns - 1) + "…"
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    private static func prefix(of text: String, within columns: Int) -> String {
        var left = columns
        return String(
            text.prefix { character in
                left -= width(of: character)
                return left >= 0
            })
    }

    static func width(of text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

    /// Cells of a terminal: 2 for the scripts of East Asia and for pictures.
    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case ..<0x1100: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }

    private static func ascii(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "·": result += "-"
            case "…": result += "~"
            case "×": result += "x"
            case "µ": result += "u"
            default: result.append(character.isASCII ? character : "?")
            }
        }
        return result
    }
}
