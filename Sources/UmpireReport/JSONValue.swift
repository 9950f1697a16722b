/// A value of JSON (RFC 8259).
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    /// As it is written, so that 64-bit numbers stay whole.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    static func number(_ value: some FixedWidthInteger) -> JSONValue { .number("\(value)") }

    /// The shortest digits that read as the same number; JSON has no other than finite ones.
    static func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        if value == value.rounded(), value.magnitude < 1e15 { return .number(Int(value)) }
        return .number("\(value)")
    }

    static func numbers(_ values: [Int?]) -> JSONValue {
        .array(values.map { $0.map { .number($0) } ?? .null })
    }

    /// Text with sorted keys, a member a line; a list of plain values takes one line.
    var text: String {
        var text = ""
        write(to: &text, indentation: "")
        return text + "\n"
    }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    private func write(to text: inout String, indentation: String) {
        let inner = indentation + "  "
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let digits): text += digits
        case .string(let value): JSONValue.write(value, to: &text)
        case .array(let items) where items.allSatisfy(\.isPlain):
            text += "["
            for (place, item) in items.enumerated() {
                if place > 0 { text += ", " }
                item.write(to: &text, indentation: inner)
            }
            text += "]"
        case .array(let items):
            for (place, item) in items.enumerated() {
                text += (place == 0 ? "[\n" : ",\n") + inner
                item.write(to: &text, indentation: inner)
            }
            text += "\n\(indentation)]"
        case .object(let members) where members.isEmpty: text += "{}"
        case .object(let members):
            for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                text += (place == 0 ? "{\n" : ",\n") + inner
                JSONValue.write(member.key, to: &text)
                text += ": "
                member.value.write(to: &text, indentation: inner)
            }
            text += "\n\(indentation)}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
