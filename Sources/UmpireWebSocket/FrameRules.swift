/// What the next frame may be, given what came before it.
struct FrameRules: Sendable, BitwiseCopyable {
    let role: WebSocketRole
    /// Whether a fragmented message waits for its end.
    let isInsideMessage: Bool
    /// Frames of that message so far.
    let fragments: Int
    /// Bytes of that message so far.
    let messageBytes: Int
    /// Whether that message is compressed.
    let isInsideCompressed: Bool
    /// Whether compression was negotiated.
    let allowsCompression: Bool
    let limits: FrameDecoder.Limits

    /// The opcode in a frame's first byte.
    func opcode(_ first: UInt8) throws(WebSocketViolation) -> Opcode {
        let reserved = first >> 4 & 7
        guard reserved & (allowsCompression ? 3 : 7) == 0 else {
            throw .reservedBits(bits: reserved)
        }
        guard let opcode = Opcode(rawValue: first & 0x0F) else {
            throw .unknownOpcode(first & 0x0F)
        }
        // Only the first frame of a message says that it is compressed (RFC 7692 §6).
        guard reserved == 0 || opcode == .text || opcode == .binary else {
            throw .reservedBits(bits: reserved)
        }
        let isFinal = first & 0x80 != 0
        switch opcode {
        case .close, .ping, .pong:
            guard isFinal else { throw .fragmentedControl(opcode: opcode.rawValue) }
        case .continuation:
            guard isInsideMessage else { throw .unexpectedContinuation }
            guard fragments < limits.maxFragments else {
                throw .tooManyFragments(limit: limits.maxFragments)
            }
        case .text, .binary:
            guard !isInsideMessage else { throw .unfinishedMessage(opcode: opcode.rawValue) }
        }
        return opcode
    }

    func checkMask(_ isMasked: Bool) throws(WebSocketViolation) {
        switch role {
        case .server: guard isMasked else { throw .missingMask }
        case .client: guard !isMasked else { throw .unexpectedMask }
        }
    }

    /// The announced length as a number that may be counted on.
    func payloadBytes(
        _ length: UInt64, lengthBytes: Int, isControl: Bool, isCompressed: Bool
    ) throws(WebSocketViolation) -> Int {
        guard length >> 63 == 0 else { throw .lengthOutOfRange(length) }
        switch lengthBytes {
        case 2: guard length > 125 else { throw .lengthNotMinimal(length) }
        case 8: guard length > 0xFFFF else { throw .lengthNotMinimal(length) }
        default: break
        }
        // Both summands are below 2^63: the first by the guard above, the second by being an Int.
        let total = length + UInt64(messageBytes)
        let maxBytes = limits.maxMessageBytes
        let limit =
            isCompressed || isInsideCompressed
            ? Deflation.maxCompressedBytes(maxMessageBytes: maxBytes) : maxBytes
        guard isControl || total <= UInt64(limit) else {
            throw .messageTooBig(bytes: total, limit: limit)
        }
        return Int(length)
    }
}
