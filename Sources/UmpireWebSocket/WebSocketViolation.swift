/// How a peer broke RFC 6455 or a limit; the connection must be closed with `closeCode`.
public enum WebSocketViolation: Error, Equatable, Sendable, BitwiseCopyable {
    /// A reserved bit is set that no extension in use allows there; `bits` is RSV1…RSV3 as 4, 2, 1.
    case reservedBits(bits: UInt8)
    /// An opcode that RFC 6455 does not define.
    case unknownOpcode(UInt8)
    /// A control frame that is not final.
    case fragmentedControl(opcode: UInt8)
    /// A control frame that announces more than 125 bytes.
    case longControl(opcode: UInt8)
    /// A continuation without a message before it.
    case unexpectedContinuation
    /// A text or binary frame before the message before it has ended.
    case unfinishedMessage(opcode: UInt8)
    /// A client's frame without a mask.
    case missingMask
    /// A server's frame with a mask.
    case unexpectedMask
    /// A length in more bytes than it needs.
    case lengthNotMinimal(UInt64)
    /// A length with the top bit set.
    case lengthOutOfRange(UInt64)
    /// A message of at least `bytes` bytes, as announced.
    case messageTooBig(bytes: UInt64, limit: Int)
    /// A message of more frames than `limit`.
    case tooManyFragments(limit: Int)
    /// The byte at `offset` of a text message makes it invalid, or the text ends there too early.
    case invalidText(offset: Int)
    /// The same, of a close reason.
    case invalidReason(offset: Int)
    /// A compressed message that is no whole DEFLATE data (RFC 7692 §7.2.2).
    case badCompression
    /// A close frame with one byte.
    case truncatedCloseCode
    /// A close code that may not travel.
    case closeCodeNotAllowed(UInt16)

    /// The code that answers it.
    public var closeCode: UInt16 {
        switch self {
        case .messageTooBig: CloseCode.tooBig
        case .tooManyFragments: CloseCode.policy
        case .invalidText, .invalidReason, .badCompression: CloseCode.invalidText
        default: CloseCode.protocolError
        }
    }
}

extension WebSocketViolation: CustomStringConvertible {
    /// One sentence with the numbers; short enough for a close reason.
    public var description: String {
        switch self {
        case .reservedBits(let bits): "reserved bits \(bits) are set where no extension allows them"
        case .unknownOpcode(let opcode): "opcode \(opcode) is reserved"
        case .fragmentedControl(let opcode): "control frame \(opcode) is fragmented"
        case .longControl(let opcode): "control frame \(opcode) has more than 125 bytes"
        case .unexpectedContinuation: "a continuation without a message"
        case .unfinishedMessage(let opcode): "data frame \(opcode) inside a fragmented message"
        case .missingMask: "a client's frame must be masked"
        case .unexpectedMask: "a server's frame must not be masked"
        case .lengthNotMinimal(let bytes): "length \(bytes) is not encoded minimally"
        case .lengthOutOfRange(let bytes): "length \(bytes) has the top bit set"
        case .messageTooBig(let bytes, let limit):
            "a message of \(bytes) bytes is over the limit of \(limit)"
        case .tooManyFragments(let limit): "a message of more than \(limit) frames"
        case .invalidText(let offset): "text is not UTF-8 at byte \(offset)"
        case .invalidReason(let offset): "close reason is not UTF-8 at byte \(offset)"
        case .badCompression: "a compressed message is not whole or not DEFLATE"
        case .truncatedCloseCode: "a close frame of 1 byte; send none or at least 2"
        case .closeCodeNotAllowed(let code): "close code \(code) may not be sent"
        }
    }
}
