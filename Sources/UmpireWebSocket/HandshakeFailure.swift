/// Why an answer is no WebSocket for us.
public enum HandshakeFailure: Error, Equatable, Sendable {
    /// The status is not 101.
    case status(Int)
    /// `Upgrade` does not name `websocket`.
    case upgradeMissing
    /// `Connection` does not name `upgrade`.
    case connectionMissing
    /// `Sec-WebSocket-Accept` is missing or belongs to another key.
    case acceptMismatch
    /// The server chose an extension that was not offered.
    case unexpectedExtension(String)
    /// The server chose a subprotocol that was not offered.
    case unexpectedSubprotocol(String)
}

extension HandshakeFailure: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .status(let status): "the server answered \(status), not 101; check the address"
        case .upgradeMissing: "the answer names no websocket upgrade; check the address"
        case .connectionMissing: "the answer's connection names no upgrade; check proxies"
        case .acceptMismatch: "the answer belongs to another handshake; check proxies"
        case .unexpectedExtension(let name): "the server chose extension \(name), never offered"
        case .unexpectedSubprotocol(let name): "the server chose protocol \(name), never offered"
        }
    }
}
