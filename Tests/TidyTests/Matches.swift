import Foundation

/// A place at which a pattern was found.
struct Match {
    let line: Int
    /// The whole match, then what each pair of parentheses took; empty where it took nothing.
    let groups: [String]
}

/// All places of a regular expression in a text; `^` and `$` are the ends of a line.
func matches(_ pattern: String, in text: String) -> [Match] {
    guard
        let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
    else { preconditionFailure("not a regular expression: \(pattern)") }
    let whole = text as NSString
    let found = expression.matches(in: text, range: NSRange(location: 0, length: whole.length))
    return found.map { result in
        let before = whole.substring(to: result.range.location)
        let groups = (0..<result.numberOfRanges).map { number in
            let range = result.range(at: number)
            return range.location == NSNotFound ? "" : whole.substring(with: range)
        }
        return Match(line: before.utf8.count { $0 == UInt8(ascii: "\n") } + 1, groups: groups)
    }
}
