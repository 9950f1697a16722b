/// Keeps YAML's anchors and aliases away from the YAML library.
///
/// The library compares all keys of a map, so that a few nested aliases within a key take it for
/// ever; afterwards it would be too late to say no. A text that begins with `*x` has to be quoted.
enum AliasCheck {
    static let message =
        "anchors and aliases (& and *) are not taken; write the value out, or quote the text"

    static func check(_ yaml: String) throws(ScenarioFault) {
        var rest = Substring(yaml).unicodeScalars
        var number = 0
        while !rest.isEmpty {
            number += 1
            let line = rest.prefix { !isLineBreak($0) }
            if let column = firstAlias(in: line) {
                throw ScenarioFault(FilePlace(line: number, column: column), message)
            }
            rest = rest[line.endIndex...]
            if rest.popFirst() == "\r" && rest.first == "\n" { rest.removeFirst() }
        }
    }

    /// The column of the first `*` or `&` that begins a value; everything that does must be found,
    /// so comments count as such only in lines without quotation marks.
    private static func firstAlias(in line: Substring.UnicodeScalarView) -> Int? {
        let hasQuotes = line.contains("\"") || line.contains("'")
        var last: Unicode.Scalar?
        var isAfterSpace = true
        var column = 0
        for scalar in line {
            column += 1
            if scalar == "#" && isAfterSpace && !hasQuotes { return nil }
            if (scalar == "*" || scalar == "&") && last.map(beginsValue) ?? true {
                let next = line.dropFirst(column).first
                if let next, !isSpace(next) { return column }
            }
            isAfterSpace = isSpace(scalar)
            if !isAfterSpace { last = scalar }
        }
        return nil
    }

    private static func beginsValue(_ scalar: Unicode.Scalar) -> Bool {
        "-?:,[{\u{FEFF}".unicodeScalars.contains(scalar)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t"
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
