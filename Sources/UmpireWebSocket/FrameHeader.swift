/// The header of a frame (RFC 6455 §5.2).
///
/// ```
///  byte 0          byte 1           then, by length7           then, if masked
///  ┌───┬────┬────┐ ┌──────┬───────┐ ┌───────────────────────┐ ┌──────────┐
///  │FIN│RSV3│op 4│ │MASK 1│length7│ │126: 2 B, 127: 8 B, big│ │ key, 4 B │ payload …
///  └───┴────┴────┘ └──────┴───────┘ └───────────────────────┘ └──────────┘
/// ```
struct FrameHeader: Sendable, BitwiseCopyable {
    // The large ones first: every connection keeps a header while a payload arrives.
    let payloadBytes: Int
    let mask: Mask?
    let opcode: Opcode
    let isFinal: Bool
    /// RSV1: the first frame of a compressed message (RFC 7692 §6).
    let isCompressed: Bool
    private let size: UInt8

    /// Bytes of the header itself, 2…14.
    var headerBytes: Int { Int(size) }

    static let maxBytes = 14

    /// Reads a header from the front of `bytes`; nil when more are needed.
    ///
    /// Rules are checked in the order of the bytes and as soon as the byte is there, so that every
    /// splitting of the bytes finds the same violation first.
    static func parse(
        _ bytes: RawSpan, rules: FrameRules
    ) throws(WebSocketViolation) -> FrameHeader? {
        guard bytes.byteCount >= 1 else { return nil }
        let first = byte(bytes, 0)
        let isFinal = first & 0x80 != 0
        let opcode = try rules.opcode(first)
        guard bytes.byteCount >= 2 else { return nil }
        let second = byte(bytes, 1)
        let isMasked = second & 0x80 != 0
        try rules.checkMask(isMasked)
        let length7 = second & 0x7F
        if opcode.isControl, length7 > Opcode.maxControlBytes {
            throw .longControl(opcode: opcode.rawValue)
        }
        let lengthBytes = length7 < 126 ? 0 : length7 == 126 ? 2 : 8
        guard bytes.byteCount >= 2 + lengthBytes else { return nil }
        let length = lengthBytes == 0 ? UInt64(length7) : number(bytes, at: 2, count: lengthBytes)
        let payloadBytes = try rules.payloadBytes(
            length, lengthBytes: lengthBytes, isControl: opcode.isControl,
            isCompressed: first & 0x40 != 0)
        let headerBytes = 2 + lengthBytes + (isMasked ? 4 : 0)
        guard bytes.byteCount >= headerBytes else { return nil }
        var mask: Mask?
        if isMasked {
            let key = number(bytes, at: 2 + lengthBytes, count: 4)
            mask = Mask(wireKey: UInt32(truncatingIfNeeded: key))
        }
        return FrameHeader(
            payloadBytes: payloadBytes, mask: mask, opcode: opcode, isFinal: isFinal,
            isCompressed: first & 0x40 != 0, size: UInt8(headerBytes))
    }

    private static func byte(_ bytes: RawSpan, _ index: Int) -> UInt8 {
        bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    /// A big-endian number of `count` bytes.
    private static func number(_ bytes: RawSpan, at start: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in start..<(start + count) { value = value << 8 | UInt64(byte(bytes, index)) }
        return value
    }
}
