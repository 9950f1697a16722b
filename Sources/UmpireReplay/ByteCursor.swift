extension [UInt8] {
    /// Appends one byte that says the length, then a text's bytes; what does not fit is cut off.
    mutating func append(shortText text: String) {
        let bytes = ReplayFormat.prefix(of: text, maxBytes: Int(UInt8.max)).utf8
        append(UInt8(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
    }
}

/// Takes numbers and texts from a part of a file; nil when the part ends before they do.
struct ByteCursor {
    let bytes: ArraySlice<UInt8>
    private(set) var offset: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - offset }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let count = Number.bitWidth / 8
        guard count <= remaining else { return nil }
        var number: Number = 0
        for index in 0..<count {
            number |= Number(truncatingIfNeeded: bytes[offset + index]) << Number(8 * index)
        }
        offset += count
        return number
    }

    mutating func text(byteCount: Int) -> String? {
        guard byteCount <= remaining else { return nil }
        let text = String(validating: bytes[offset..<(offset + byteCount)], as: UTF8.self)
        offset += byteCount
        return text
    }
}
