/// Whether the tags of HTML or XML are balanced and its text escaped, read strictly.
struct MarkupCheck {
    /// Elements of HTML without an end.
    private static let empty: Set<String> = ["meta", "link", "br", "hr", "path"]

    /// What is wrong first; nil when nothing is.
    static func fault(in text: String) -> String? {
        var open: [String] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "<") {
            let between = rest[..<start]
            if between.contains(">"), open.last != "style" { return "a bare > in \(between)" }
            if let fault = entityFault(between) { return fault }
            guard let end = rest[start...].firstIndex(of: ">") else { return "a tag has no end" }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") || tag.hasPrefix("?") { continue }
            if tag.contains("<") { return "a tag in a tag: \(tag)" }
            if tag.count(where: { $0 == "\"" }) % 2 == 1 { return "a quote is open: \(tag)" }
            let name = String(tag.prefix { $0 != " " && $0 != "/" || tag.first == $0 })
            if name.hasPrefix("/") {
                guard open.popLast() == String(name.dropFirst()) else {
                    return "\(name) ends nothing"
                }
            } else if !tag.hasSuffix("/"), !empty.contains(name) {
                open.append(name)
            }
        }
        return open.isEmpty ? nil : "left open: \(open)"
    }

    private static func entityFault(_ text: Substring) -> String? {
        for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            let isKnown = ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { part.hasPrefix($0) }
            if !isKnown { return "a bare & before \(part.prefix(20))" }
        }
        return nil
    }
}
