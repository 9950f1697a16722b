/// The members of an object, with its path for errors.
struct JSONMembers {
    private let members: [String: JSONValue]
    private let path: String

    init(_ value: JSONValue?, path: String) throws(ReportError) {
        guard case .object(let members)? = value else {
            throw .missing(path.isEmpty ? "object" : path)
        }
        self.members = members
        self.path = path
    }

    var names: [String] { members.keys.sorted() }

    func has(_ name: String) -> Bool { members[name] != nil && members[name] != .null }

    func object(_ name: String) throws(ReportError) -> JSONMembers {
        try JSONMembers(members[name], path: place(name))
    }

    func objects(_ name: String) throws(ReportError) -> [JSONMembers] {
        guard case .array(let items)? = members[name] else { throw missing(name) }
        var objects: [JSONMembers] = []
        for (index, item) in items.enumerated() {
            objects.append(try JSONMembers(item, path: "\(place(name))[\(index)]"))
        }
        return objects
    }

    func string(_ name: String) throws(ReportError) -> String {
        guard case .string(let text)? = members[name] else { throw missing(name) }
        return text
    }

    func bool(_ name: String) throws(ReportError) -> Bool {
        guard case .bool(let value)? = members[name] else { throw missing(name) }
        return value
    }

    func whole<Whole: FixedWidthInteger>(_ name: String) throws(ReportError) -> Whole {
        guard case .number(let digits)? = members[name], let value = Whole(digits) else {
            throw missing(name)
        }
        return value
    }

    func double(_ name: String) throws(ReportError) -> Double {
        guard case .number(let digits)? = members[name], let value = Double(digits) else {
            throw missing(name)
        }
        return value
    }

    func strings(_ name: String) throws(ReportError) -> [String] {
        try list(name) { if case .string(let text) = $0 { text } else { nil } }
    }

    func doubles(_ name: String) throws(ReportError) -> [Double] {
        try list(name) { if case .number(let digits) = $0 { Double(digits) } else { nil } }
    }

    /// Whole numbers and holes.
    func numbers(_ name: String) throws(ReportError) -> [Int?] {
        try list(name) { item -> Int?? in
            switch item {
            case .null: .some(nil)
            case .number(let digits): Int(digits).map { .some($0) }
            default: nil
            }
        }
    }

    private func list<Item>(
        _ name: String, _ read: (JSONValue) -> Item?
    ) throws(ReportError) -> [Item] {
        guard case .array(let values)? = members[name] else { throw missing(name) }
        let items = values.compactMap(read)
        guard items.count == values.count else { throw missing(name) }
        return items
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    private func missing(_ name: String) -> ReportError { .missing(place(name)) }
}
