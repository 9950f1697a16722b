/// How long a file, a function and a line may be.
enum SizeRules {
    static let fileLines = 400
    static let functionLines = 70
    static let columns = 100

    static func longFile(_ file: ProjectFile) -> [Finding] {
        let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        guard count > fileLines else { return [] }
        return [
            Finding(
                path: file.path, line: nil,
                remedy: "\(count) lines; split it by idea, \(fileLines) are the most")
        ]
    }

    static func longLines(_ file: ProjectFile) -> [Finding] {
        var findings: [Finding] = []
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.utf8.count > columns {
            guard line.count > columns else { continue }
            findings.append(
                Finding(
                    path: file.path, line: index + 1,
                    remedy: "\(line.count) columns; break the line, \(columns) are the most"))
        }
        return findings
    }

    static func longFunctions(_ file: ProjectFile) -> [Finding] {
        FunctionSpan.all(in: file.code).filter { $0.count > functionLines }.map { span in
            Finding(
                path: file.path, line: span.first,
                remedy: "a function of \(span.count) lines; name its steps and make each a "
                    + "function, \(functionLines) lines are the most")
        }
    }
}

/// The lines of one function, initialiser or computed property, signature included.
struct FunctionSpan: Equatable {
    let first: Int
    let last: Int

    var count: Int { last - first + 1 }

    /// All that have a body, in blanked code; nested ones too.
    static func all(in code: String) -> [FunctionSpan] {
        let text = Array(code.utf8)
        let starts = matches(
            #"(?<![\w.`])(?:func\b|init[?(<]|deinit\b|subscript\b|var\b[^=\n]*\{$)"#, in: code)
        var lineStarts = [0]
        for (place, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            lineStarts.append(place + 1)
        }
        return starts.compactMap { start in
            bodyEnd(text, from: lineStarts[start.line - 1]).map { end in
                FunctionSpan(
                    first: start.line, last: lineStarts.lastIndex { $0 <= end }.map { $0 + 1 } ?? 0)
            }
        }
    }

    /// The place of the brace that closes the first body at or after a place.
    private static func bodyEnd(_ text: [UInt8], from start: Int) -> Int? {
        var parentheses = 0
        var braces = 0
        for place in start..<text.count {
            switch text[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
            case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
                braces -= 1
                if braces < 0 { return nil }  // the end of a protocol: no body followed
                if braces == 0 { return place }
            default: break
            }
        }
        return nil
    }
}
