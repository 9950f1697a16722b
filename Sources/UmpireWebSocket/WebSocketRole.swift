/// Which end of a connection the code is; masks depend on it (RFC 6455 §5.1).
public enum WebSocketRole: Sendable, Equatable, BitwiseCopyable {
    /// Takes only masked frames and sends unmasked ones.
    case server
    /// Takes only unmasked frames and sends masked ones.
    case client
}
