extension JSONScanner {
    /// A string with its quotes. Control characters and lone surrogates are malformed.
    package mutating func string(_ bytes: borrowing Span<UInt8>) throws(JSONError) -> String {
        try expect(0x22, bytes)
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                try expect(0x22, bytes)
                guard let string = String(validating: text, as: UTF8.self) else { break }
                return string
            }
            guard byte >= 0x20 else { throw .malformed(byte: position) }
            if byte == 0x5C {
                try escape(into: &text, bytes)
            } else {
                text.append(byte)
                advance()
            }
        }
        throw .malformed(byte: position)
    }

    private mutating func escape(
        into text: inout [UInt8], _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) {
        try expect(0x5C, bytes)
        guard position < bytes.count else { throw .malformed(byte: position) }
        let byte = bytes[position]
        advance()
        switch byte {
        case 0x22, 0x5C, 0x2F: text.append(byte)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: try scalar(into: &text, bytes)
        default: throw .malformed(byte: position - 1)
        }
    }

    private mutating func scalar(
        into text: inout [UInt8], _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) {
        let start = position
        var code = try hexadecimal(bytes)
        if (0xD800..<0xDC00).contains(code) {
            try expect(0x5C, bytes)
            try expect(0x75, bytes)
            let low = try hexadecimal(bytes)
            guard (0xDC00..<0xE000).contains(low) else { throw .malformed(byte: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw .malformed(byte: start) }
        text.append(contentsOf: Character(scalar).utf8)
    }

    private mutating func hexadecimal(
        _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count,
                let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
            else { throw .malformed(byte: position) }
            code = code << 4 | UInt32(digit)
            advance()
        }
        return code
    }
}
