internal import Yams

extension Tree {
    /// Reads one YAML document.
    ///
    /// Numbers and dates stay texts: whoever asks for a number decides what is one.
    static func read(yaml: String) throws(ScenarioFault) -> Tree {
        guard yaml.utf8.count <= ScenarioLimits.fileBytes else {
            throw ScenarioFault(
                .start, "the file is larger than 256 KiB; a scenario takes a few lines")
        }
        try AliasCheck.check(yaml)
        var nodes = 0
        guard let root = try compose(yaml) else { throw emptiness }
        let tree = try Tree(root, depth: 0, count: &nodes)
        if case .text(let text) = tree.content, text.isEmpty { throw emptiness }
        return tree
    }

    private static var emptiness: ScenarioFault {
        ScenarioFault(.start, "the file is empty; the least scenario is `for: 30s`")
    }

    private static func compose(_ yaml: String) throws(ScenarioFault) -> Node? {
        do {
            // The encoding is said because the library would ask the environment for it; the
            // basic resolver because the other one tries seven patterns on each key.
            return try Yams.compose(yaml: yaml, .basic, .default, .utf8)
        } catch let error as YamlError {
            throw ScenarioFault(error)
        } catch {
            throw ScenarioFault(.start, "this is no YAML: \(error)")
        }
    }

    private init(_ node: Node, depth: Int, count: inout Int) throws(ScenarioFault) {
        place = FilePlace(node.mark)
        count += 1
        guard count <= ScenarioLimits.nodes else {
            throw ScenarioFault(place, "more than 20000 values; a scenario takes a few lines")
        }
        guard depth < ScenarioLimits.depth else {
            throw ScenarioFault(place, "nested deeper than 16; a scenario needs 4")
        }
        switch node {
        case .scalar(let scalar): content = .text(scalar.string)
        case .sequence(let sequence):
            var items: [Tree] = []
            for item in sequence {
                items.append(try Tree(item, depth: depth + 1, count: &count))
            }
            content = .list(items)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                let name = try Tree(key, depth: depth + 1, count: &count)
                guard case .text(let text) = name.content else {
                    throw name.fault("a key must be text, not \(name.kindName)")
                }
                let value = try Tree(value, depth: depth + 1, count: &count)
                members.append(Member(key: text, place: name.place, value: value))
            }
            content = .map(members)
        case .alias: throw ScenarioFault(place, AliasCheck.message)
        }
    }
}

extension FilePlace {
    fileprivate init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}

extension ScenarioFault {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(FilePlace(mark), YAMLRemedy.message(problem))
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            self.init(
                FilePlace(context.mark), "the key \"\(key.shortened)\" is given twice; keep one")
        case .reader(let problem, let offset, _, let yaml):
            self.init(
                FilePlace(after: offset ?? 0, in: yaml),
                "this is no YAML: \(problem); take the character out")
        default:
            self.init(.start, "this is no YAML: \(error)")
        }
    }
}

extension FilePlace {
    fileprivate init(after characters: Int, in text: String) {
        let lines = text.prefix(characters).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        self.init(line: max(1, lines.count), column: (lines.last?.unicodeScalars.count ?? 0) + 1)
    }
}
