/// Reads the members of a message: absent ones are nil, those of a wrong kind are refused by name.
struct MemberReader {
    let type: String
    let object: JSONObject

    func string(_ name: String, maxCharacters: Int) throws(Refusal) -> String? {
        switch object[name] {
        case nil, .null?: return nil
        case .string(let text)? where text.count <= maxCharacters: return text
        default: throw wrong(name, "a string of at most \(maxCharacters) characters")
        }
    }

    func integer(_ name: String) throws(Refusal) -> Int? {
        switch object[name] {
        case nil, .null?: return nil
        case .integer(let number)?: return number
        default: throw wrong(name, "an integer")
        }
    }

    /// A whole number of 32 bits.
    func unsigned(_ name: String) throws(Refusal) -> UInt32? {
        guard let number = try integer(name) else { return nil }
        guard let word = UInt32(exactly: number) else {
            throw wrong(name, "an integer of 0 to 4294967295")
        }
        return word
    }

    func bool(_ name: String) throws(Refusal) -> Bool? {
        switch object[name] {
        case nil, .null?: return nil
        case .bool(let isTrue)?: return isTrue
        default: throw wrong(name, "true or false")
        }
    }

    /// The member `room`, in capitals.
    func roomCode() throws(Refusal) -> String {
        guard let code = try string("room", maxCharacters: 16) else {
            throw wrong("room", "a room code")
        }
        return code.uppercased()
    }

    func wrong(_ name: String, _ what: String) -> Refusal {
        Refusal(of: type, .badMessage, "\"\(type)\" takes \"\(name)\" as \(what)")
    }
}
