/// A value of a scenario file with its place: what is left of YAML for those who read its meaning.
struct Tree {
    let content: Content
    let place: FilePlace

    enum Content {
        case text(String)
        case list([Tree])
        case map([Member])
    }

    /// A key and its value, in the order of the file.
    struct Member {
        let key: String
        let place: FilePlace
        let value: Tree
    }

    /// What it is called in a message about what it should have been.
    var kindName: String {
        switch content {
        case .text(let text): text.isEmpty ? "nothing" : "\"\(text.shortened)\""
        case .list: "a list"
        case .map: "a map"
        }
    }

    func fault(_ message: String) -> ScenarioFault { ScenarioFault(place, message) }

    /// `key` should have been `expected`.
    func mismatch(_ key: String, _ expected: String) -> ScenarioFault {
        fault("\"\(key)\" must be \(expected), not \(kindName)")
    }
}

extension StringProtocol {
    /// So much of a text as fits into a message, without what would disturb a terminal.
    var shortened: String {
        let visible = trimmed.unicodeScalars.prefix(41).map { $0.isControl ? " " : String($0) }
        return visible.count > 40 ? visible.prefix(40).joined() + "…" : visible.joined()
    }
}

extension Unicode.Scalar {
    /// Whether it moves a cursor, hides or turns text round instead of being seen.
    var isControl: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
