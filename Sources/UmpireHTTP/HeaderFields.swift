/// The header fields of a head, in the order in which they came.
public struct HeaderFields: Sendable, Equatable, ExpressibleByArrayLiteral {
    /// The fields in the order of arrival; a name may come more than once.
    public private(set) var fields: [HeaderField]

    /// The fields of `elements`, in this order.
    public init(arrayLiteral elements: HeaderField...) { fields = elements }

    /// The fields of `fields`, in this order.
    public init(_ fields: [HeaderField]) { self.fields = fields }

    /// Adds a field behind the others.
    public mutating func append(_ field: HeaderField) { fields.append(field) }

    /// How many fields there are.
    public var count: Int { fields.count }

    /// The value of the first field named `name`, which must be lowercase.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Whether a field named `name` (lowercase) is there.
    public func contains(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// Whether one of the comma-separated lists of `name` (lowercase) has `token`.
    ///
    /// Letter case of the token does not matter (RFC 9110 §5.6.1). Cost is linear in the values.
    public func hasToken(_ token: String, in name: String) -> Bool {
        let wanted = Array(token.utf8)
        for field in fields where field.name == name {
            let elements = field.value.utf8.split(separator: UInt8(ascii: ","))
            if elements.contains(where: { equals($0, wanted) }) { return true }
        }
        return false
    }

    private func equals(_ element: Substring.UTF8View, _ wanted: [UInt8]) -> Bool {
        let start = element.drop { $0 == 0x20 || $0 == 0x09 }
        var index = 0
        var isPadding = false
        for byte in start {
            if byte == 0x20 || byte == 0x09 {
                isPadding = true
                continue
            }
            guard !isPadding, index < wanted.count else { return false }
            guard Characters.lowercase(byte) == Characters.lowercase(wanted[index]) else {
                return false
            }
            index += 1
        }
        return index == wanted.count
    }
}
