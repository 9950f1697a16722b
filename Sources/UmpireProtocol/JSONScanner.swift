/// Walks JSON text; every method begins at `position` and leaves it behind what it read.
package struct JSONScanner {
    package private(set) var position = 0
    private let maxDepth: Int

    package init(maxDepth: Int) { self.maxDepth = maxDepth }

    package mutating func skipSpace(_ bytes: borrowing Span<UInt8>) {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    package mutating func skip(_ byte: UInt8, _ bytes: borrowing Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    package mutating func expect(_ byte: UInt8, _ bytes: borrowing Span<UInt8>) throws(JSONError) {
        guard skip(byte, bytes) else { throw .malformed(byte: position) }
    }

    /// A value with the space around it; an object or array is checked and skipped.
    package mutating func value(_ bytes: borrowing Span<UInt8>) throws(JSONError)
        -> JSONObject.Value
    {
        skipSpace(bytes)
        guard position < bytes.count else { throw .malformed(byte: position) }
        switch bytes[position] {
        case 0x7B, 0x5B:
            try skipNested(bytes)
            return .nested
        default:
            return try scalar(bytes)
        }
    }

    private mutating func scalar(
        _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) -> JSONObject.Value {
        guard position < bytes.count else { throw .malformed(byte: position) }
        switch bytes[position] {
        case 0x22: return .string(try string(bytes))
        case 0x74:
            try word("true", bytes)
            return .bool(true)
        case 0x66:
            try word("false", bytes)
            return .bool(false)
        case 0x6E:
            try word("null", bytes)
            return .null
        default: return try number(bytes)
        }
    }

    /// Skips an object or array with all that is in it. The open brackets are bits: 1 an object.
    private mutating func skipNested(_ bytes: borrowing Span<UInt8>) throws(JSONError) {
        var brackets: [Bool] = []
        repeat {
            skipSpace(bytes)
            if skip(0x7B, bytes) {
                try open(true, &brackets)
                skipSpace(bytes)
                if !skip(0x7D, bytes) {
                    try member(bytes)
                    continue
                }
                brackets.removeLast()
            } else if skip(0x5B, bytes) {
                try open(false, &brackets)
                skipSpace(bytes)
                guard skip(0x5D, bytes) else { continue }
                brackets.removeLast()
            } else {
                _ = try scalar(bytes)
            }
            try closeOrContinue(&brackets, bytes)
        } while !brackets.isEmpty
    }

    private func open(_ isObject: Bool, _ brackets: inout [Bool]) throws(JSONError) {
        // The object that is being parsed is the first level.
        guard brackets.count + 2 <= maxDepth else { throw .tooDeep(byte: position) }
        brackets.append(isObject)
    }

    private mutating func member(_ bytes: borrowing Span<UInt8>) throws(JSONError) {
        skipSpace(bytes)
        _ = try string(bytes)
        skipSpace(bytes)
        try expect(0x3A, bytes)
    }

    /// After a value: closes brackets, or steps over the comma to the next value.
    private mutating func closeOrContinue(
        _ brackets: inout [Bool], _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) {
        while let isObject = brackets.last {
            skipSpace(bytes)
            if skip(0x2C, bytes) {
                if isObject { try member(bytes) }
                return
            }
            try expect(isObject ? 0x7D : 0x5D, bytes)
            brackets.removeLast()
        }
    }

    mutating func advance() { position += 1 }

    private mutating func word(
        _ word: StaticString, _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) {
        for byte in word.description.utf8 { try expect(byte, bytes) }
    }

    private mutating func number(
        _ bytes: borrowing Span<UInt8>
    ) throws(JSONError) -> JSONObject.Value {
        let isNegative = skip(0x2D, bytes)
        let first = position
        let magnitude = try digits(bytes)
        if bytes[first] == 0x30 && position > first + 1 { throw .malformed(byte: first) }
        var isWhole = true
        if skip(0x2E, bytes) {
            isWhole = false
            _ = try digits(bytes)
        }
        if skip(0x65, bytes) || skip(0x45, bytes) {
            isWhole = false
            if !skip(0x2B, bytes) { _ = skip(0x2D, bytes) }
            _ = try digits(bytes)
        }
        guard isWhole, let magnitude else { return .number }
        return .integer(isNegative ? -magnitude : magnitude)
    }

    /// At least one digit; nil when the number is beyond 2⁵³ − 1.
    private mutating func digits(_ bytes: borrowing Span<UInt8>) throws(JSONError) -> Int? {
        let first = position
        var value: Int? = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            if let sum = value {
                let next = sum * 10 + Int(bytes[position] - 0x30)
                value = next < 1 << 53 ? next : nil
            }
            position += 1
        }
        guard position > first else { throw .malformed(byte: position) }
        return value
    }
}
