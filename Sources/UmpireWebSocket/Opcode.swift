/// The opcodes of RFC 6455 §5.2; every other one is refused.
public enum Opcode: UInt8, Sendable, Equatable, BitwiseCopyable {
    /// A further part of the message before it.
    case continuation = 0
    /// UTF-8 text.
    case text = 1
    /// Bytes.
    case binary = 2
    /// The end of the conversation.
    case close = 8
    /// Asks for a pong with the same payload.
    case ping = 9
    /// Answers a ping.
    case pong = 10

    /// Whether frames of this kind may stand between the parts of a message.
    public var isControl: Bool { rawValue & 8 != 0 }

    /// Bytes a control frame may carry (RFC 6455 §5.5).
    public static let maxControlBytes = 125
}
