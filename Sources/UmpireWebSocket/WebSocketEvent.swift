/// What a peer said; payloads are unmasked and valid until the decoder's next call.
public enum WebSocketEvent {
    /// A whole text message, valid UTF-8.
    case text(UnsafeRawBufferPointer)
    /// A whole binary message.
    case binary(UnsafeRawBufferPointer)
    /// A ping of at most 125 bytes, to be answered with a pong of the same ones.
    case ping(UnsafeRawBufferPointer)
    /// A pong of at most 125 bytes.
    case pong(UnsafeRawBufferPointer)
    /// The peer's last frame, with a code that may travel and a reason of valid UTF-8.
    case close(code: UInt16?, reason: UnsafeRawBufferPointer)
}
