/// Reads JSON (RFC 8259) strictly; a member that comes twice is refused.
struct JSONReader {
    private static let greatestDepth = 16
    private let bytes: [UInt8]
    private var position = 0

    /// The one value that the bytes hold.
    static func value(_ bytes: [UInt8]) throws(ReportError) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var fault: ReportError { .malformed(byte: position) }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value(depth: Int) throws(ReportError) -> JSONValue {
        guard depth < JSONReader.greatestDepth else { throw fault }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(ReportError) -> [String: JSONValue] {
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if skip("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault }
            let name = try string()
            skipSpace()
            guard skip(":"), members[name] == nil else { throw fault }
            members[name] = try value(depth: depth + 1)
            skipSpace()
        } while skip(",")
        guard skip("}") else { throw fault }
        return members
    }

    private mutating func items(depth: Int) throws(ReportError) -> [JSONValue] {
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if skip("]") { return items }
        repeat {
            items.append(try value(depth: depth + 1))
            skipSpace()
        } while skip(",")
        guard skip("]") else { throw fault }
        return items
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(ReportError) -> JSONValue {
        guard bytes[position...].starts(with: word.description.utf8) else { throw fault }
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(ReportError) -> JSONValue {
        let start = position
        while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let first = text.first, first.isNumber || first == "-",
            let last = text.last, last.isNumber, let value = Double(text), value.isFinite
        else { throw .malformed(byte: start) }
        return .number(text)
    }

    private mutating func string() throws(ReportError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault }
            position += 1
            if byte == UInt8(ascii: "\\") {
                content += Array(String(try escaped()).utf8)
            } else {
                content.append(byte)
            }
        }
        guard skip("\""), let text = String(validating: content, as: UTF8.self) else { throw fault }
        return text
    }

    private mutating func escaped() throws(ReportError) -> Unicode.Scalar {
        guard let byte = next else { throw fault }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw fault
        }
        var code = try fourDigits()
        if (0xD800..<0xDC00).contains(code), skip("\\"), skip("u") {
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw fault }
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault }
        return scalar
    }

    private mutating func fourDigits() throws(ReportError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault }
        let digits = bytes[position..<position + 4]
        let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard isHexadecimal, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault }
        position += 4
        return code
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, " \n\r\t".utf8.contains(byte) { position += 1 }
    }
}
