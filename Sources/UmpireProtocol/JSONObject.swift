/// What is wrong with a text that should be one JSON object.
public enum JSONError: Error, Equatable, Sendable {
    /// Not JSON, at this byte.
    case malformed(byte: Int)
    /// Nested deeper than the limit, at this byte.
    case tooDeep(byte: Int)
    /// A member's name comes twice.
    case duplicateMember(String)
}

/// The members of one JSON object (RFC 8259): scalars by name; nested values are checked and
/// skipped.
public struct JSONObject: Sendable {
    /// A member's value.
    public enum Value: Equatable, Sendable {
        case string(String)
        /// A whole number between −(2⁵³−1) and 2⁵³−1.
        case integer(Int)
        /// Any other number.
        case number
        case bool(Bool)
        case null
        /// An object or an array.
        case nested
    }

    private var members: [(name: String, value: Value)] = []

    /// Parses `bytes`, which hold one object and nothing else; one pass, no recursion.
    public init(
        parsing bytes: borrowing Span<UInt8>, maxDepth: Int
    ) throws(JSONError) {
        var scanner = JSONScanner(maxDepth: maxDepth)
        scanner.skipSpace(bytes)
        try scanner.expect(0x7B, bytes)
        scanner.skipSpace(bytes)
        if !scanner.skip(0x7D, bytes) {
            repeat {
                scanner.skipSpace(bytes)
                let name = try scanner.string(bytes)
                scanner.skipSpace(bytes)
                try scanner.expect(0x3A, bytes)
                let value = try scanner.value(bytes)
                guard self[name] == nil else { throw .duplicateMember(name) }
                members.append((name, value))
                scanner.skipSpace(bytes)
            } while scanner.skip(0x2C, bytes)
            try scanner.expect(0x7D, bytes)
        }
        scanner.skipSpace(bytes)
        guard scanner.position == bytes.count else {
            throw .malformed(byte: scanner.position)
        }
    }

    /// The value of the member called `name`, or nil.
    public subscript(name: String) -> Value? {
        members.first { $0.name == name }?.value
    }
}
