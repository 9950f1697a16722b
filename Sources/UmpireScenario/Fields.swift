/// The values of a map by their keys, once all its keys are known ones.
struct Fields {
    /// The map's own key.
    let name: String
    let place: FilePlace
    private let members: [Tree.Member]

    init(_ tree: Tree, _ name: String, _ keys: [String]) throws(ScenarioFault) {
        guard case .map(let members) = tree.content else {
            throw tree.mismatch(name, "a map with " + keys.joined(separator: ", "))
        }
        for member in members where !keys.contains(member.key) {
            throw Fields.unknown(member, keys)
        }
        self.name = name
        place = tree.place
        self.members = members
    }

    static func unknown(_ member: Tree.Member, _ keys: [String]) -> ScenarioFault {
        ScenarioFault(
            member.place,
            "unknown key \"\(member.key.shortened)\"; \(NearestName.remedy(member.key, keys))")
    }

    subscript(key: String) -> Tree? { members.first { $0.key == key }?.value }

    /// Where `key` stands.
    func place(of key: String) -> FilePlace {
        members.first { $0.key == key }?.place ?? place
    }

    /// The value of a key that has to be there.
    func need(_ key: String, _ example: String) throws(ScenarioFault) -> Tree {
        guard let value = self[key] else {
            throw ScenarioFault(place, "\"\(name)\" needs \"\(key)\"; for example \(example)")
        }
        return value
    }
}
