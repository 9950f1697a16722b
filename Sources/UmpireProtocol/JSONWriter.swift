/// Appends JSON to bytes; it sees to commas and escapes, the caller to the nesting.
struct JSONWriter {
    private var bytes: [UInt8]
    private var needsComma = false

    /// Appends one object to `bytes`, in place.
    static func appendObject(to bytes: inout [UInt8], _ write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(bytes: [])
        swap(&writer.bytes, &bytes)
        writer.object(write)
        swap(&writer.bytes, &bytes)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func object(_ write: (inout JSONWriter) -> Void) {
        separate()
        raw("{")
        needsComma = false
        write(&self)
        raw("}")
        needsComma = true
    }

    mutating func list<Item>(
        _ name: StaticString, _ items: [Item], _ write: (inout JSONWriter, Item) -> Void
    ) {
        key(name)
        raw("[")
        for item in items { write(&self, item) }
        needsComma = false
        raw("]")
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ value: Int?) {
        key(name)
        raw(value.map { "\($0)" } ?? "null")
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        raw(value ? "true" : "false")
        needsComma = true
    }

    /// A member whose value is JSON already.
    mutating func member(_ name: StaticString, json: String) {
        key(name)
        raw(json)
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        separate()
        string(name.description)
        raw(":")
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func string(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
