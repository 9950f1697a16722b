/// Checks UTF-8 that arrives in pieces and stops at the first bad byte (RFC 3629 §4).
///
/// ASCII is checked eight bytes at a time. The `String` validation of the standard library takes
/// only whole texts, so a frame of 64 KiB could not be refused at its first byte.
public struct UTF8Validator: Sendable, BitwiseCopyable {
    /// Bytes that passed; after a refusal the offset of the byte that did not.
    public private(set) var offset = 0
    /// Continuation bytes that the current character still needs.
    private var pending: UInt8 = 0
    /// The range of the next continuation byte; narrower behind E0, ED, F0 and F4, which keeps out
    /// overlong forms, surrogates and everything above U+10FFFF.
    private var lowest: UInt8 = 0x80
    private var highest: UInt8 = 0xBF

    /// A validator at the start of a text.
    public init() {}

    /// Whether the text may end here: no character is cut.
    public var isComplete: Bool { pending == 0 }

    /// Takes the next bytes; false at the first bad one, whose place `offset` then is.
    public mutating func accept(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            if pending == 0 {
                index = Self.skipASCII(bytes, from: index)
                if index == bytes.count { break }
            }
            guard acceptByte(bytes[index]) else {
                offset += index
                return false
            }
            index += 1
        }
        offset += bytes.count
        return true
    }

    /// The index of the first byte at or behind `start` that is not ASCII.
    private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { break }
            index += 8
        }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }

    private mutating func acceptByte(_ byte: UInt8) -> Bool {
        if pending == 0 { return startCharacter(byte) }
        guard byte >= lowest, byte <= highest else { return false }
        pending -= 1
        lowest = 0x80
        highest = 0xBF
        return true
    }

    private mutating func startCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: pending = 1
        case 0xE0...0xEF:
            pending = 2
            if byte == 0xE0 { lowest = 0xA0 }
            if byte == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            pending = 3
            if byte == 0xF0 { lowest = 0x90 }
            if byte == 0xF4 { highest = 0x8F }
        default: return false
        }
        return true
    }
}
