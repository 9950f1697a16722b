/// A Swift file without what is only said in it: comments and the text of literals are blanks.
///
/// Lines and columns stay where they are. What a literal interpolates is code.
struct SwiftCode {
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    init(_ source: String) {
        var blanker = Blanker(source)
        text = blanker.run()
    }
}

/// One pass over the bytes of a file, with a stack of what encloses the current place.
private struct Blanker {
    private enum Context {
        case code(openParentheses: Int)
        case text(pounds: Int, isMultiline: Bool)
    }

    private static let newline = UInt8(ascii: "\n")
    private let bytes: [UInt8]
    private var output: [UInt8] = []
    private var place = 0
    private var contexts = [Context.code(openParentheses: 0)]

    init(_ source: String) { bytes = Array(source.utf8) }

    mutating func run() -> String {
        while place < bytes.count {
            switch contexts[contexts.count - 1] {
            case .code(let open): stepInCode(open)
            case .text(let pounds, let isMultiline): stepInText(pounds, isMultiline)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func sees(_ text: String, at place: Int) -> Bool {
        bytes[place...].starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int) {
        output += bytes[place..<place + count]
        place += count
    }

    private mutating func blank(_ count: Int) {
        for byte in bytes[place..<min(place + count, bytes.count)] {
            // The later bytes of a character would widen the line.
            if byte == Blanker.newline {
                output.append(byte)
            } else if byte & 0xC0 != 0x80 {
                output.append(UInt8(ascii: " "))
            }
        }
        place += count
    }

    private mutating func stepInCode(_ open: Int) {
        if sees("//", at: place) {
            let end = bytes[place...].firstIndex(of: Blanker.newline) ?? bytes.count
            return blank(end - place)
        }
        if sees("/*", at: place) { return blankBlockComment() }
        let pounds = bytes[place...].prefix { $0 == UInt8(ascii: "#") }.count
        if place + pounds < bytes.count, sees("\"", at: place + pounds) {
            return beginText(pounds)
        }
        switch bytes[place] {
        case UInt8(ascii: "("): contexts[contexts.count - 1] = .code(openParentheses: open + 1)
        case UInt8(ascii: ")") where open == 0 && contexts.count > 1:
            contexts.removeLast()
            return blank(1)
        case UInt8(ascii: ")"): contexts[contexts.count - 1] = .code(openParentheses: open - 1)
        default: break
        }
        keep(max(1, pounds))
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if sees("/*", at: place) {
                depth += 1
                blank(2)
            } else if sees("*/", at: place) {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && place < bytes.count
    }

    private mutating func beginText(_ pounds: Int) {
        let isMultiline = sees("\"\"\"", at: place + pounds)
        contexts.append(.text(pounds: pounds, isMultiline: isMultiline))
        blank(pounds + (isMultiline ? 3 : 1))
    }

    private mutating func stepInText(_ pounds: Int, _ isMultiline: Bool) {
        let fence = String(repeating: "#", count: pounds)
        let end = (isMultiline ? "\"\"\"" : "\"") + fence
        if sees(end, at: place) {
            contexts.removeLast()
            return blank(end.utf8.count)
        }
        let escape = "\\" + fence
        guard sees(escape, at: place) else { return blank(1) }
        if sees(escape + "(", at: place) { contexts.append(.code(openParentheses: 0)) }
        blank(escape.utf8.count + 1)
    }
}
