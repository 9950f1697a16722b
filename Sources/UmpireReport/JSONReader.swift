import UmpireProtocol

/// Reads a whole tree of JSON (RFC 8259), strictly; a member that comes twice is refused.
enum JSONReader {
    fileprivate static let greatestDepth = 16

    /// The one value that the bytes hold.
    static func value(_ bytes: [UInt8]) throws(ReportError) -> JSONValue {
        let text = bytes.span
        var scanner = JSONScanner(maxDepth: greatestDepth)
        do throws(JSONError) {
            let value = try scanner.tree(text, depth: 0)
            scanner.skipSpace(text)
            guard scanner.position == text.count else { throw scanner.fault }
            return value
        } catch {
            switch error {
            case .malformed(let byte), .tooDeep(let byte): throw .malformed(byte: byte)
            case .duplicateMember: throw .malformed(byte: scanner.position)
            }
        }
    }
}

extension JSONScanner {
    fileprivate var fault: JSONError { .malformed(byte: position) }

    fileprivate mutating func tree(
        _ bytes: borrowing Span<UInt8>, depth: Int
    ) throws(JSONError) -> JSONValue {
        guard depth < JSONReader.greatestDepth else { throw .tooDeep(byte: position) }
        skipSpace(bytes)
        if skip("{", bytes) { return .object(try members(bytes, depth: depth)) }
        if skip("[", bytes) { return .array(try items(bytes, depth: depth)) }
        let start = position
        switch try value(bytes) {
        case .string(let text): return .string(text)
        case .bool(let value): return .bool(value)
        case .null: return .null
        case .integer, .number, .nested: break
        }
        var digits = ""
        for index in start..<position { digits.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        guard Double(digits)?.isFinite == true else { throw .malformed(byte: start) }
        return .number(digits)
    }

    private mutating func members(
        _ bytes: borrowing Span<UInt8>, depth: Int
    ) throws(JSONError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        skipSpace(bytes)
        if skip("}", bytes) { return members }
        repeat {
            skipSpace(bytes)
            let name = try string(bytes)
            skipSpace(bytes)
            guard skip(":", bytes) else { throw fault }
            guard members[name] == nil else { throw .duplicateMember(name) }
            members[name] = try tree(bytes, depth: depth + 1)
            skipSpace(bytes)
        } while skip(",", bytes)
        guard skip("}", bytes) else { throw fault }
        return members
    }

    private mutating func items(
        _ bytes: borrowing Span<UInt8>, depth: Int
    ) throws(JSONError) -> [JSONValue] {
        var items: [JSONValue] = []
        skipSpace(bytes)
        if skip("]", bytes) { return items }
        repeat {
            items.append(try tree(bytes, depth: depth + 1))
            skipSpace(bytes)
        } while skip(",", bytes)
        guard skip("]", bytes) else { throw fault }
        return items
    }

    private mutating func skip(_ sign: Unicode.Scalar, _ bytes: borrowing Span<UInt8>) -> Bool {
        skip(UInt8(ascii: sign), bytes)
    }
}
