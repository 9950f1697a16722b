/// What client and server have agreed on for compressed messages (RFC 7692 §7.1).
///
/// Each message is compressed for itself: nothing of it is kept for the next, so a connection has
/// no window of its own, and this is all that it keeps.
public struct CompressionAgreement: Sendable, Equatable, BitwiseCopyable {
    /// The server's LZ77 window is 2 to this power, 9…15; the client's is its own choice.
    public let serverWindowBits: UInt8

    /// An agreement made by hand, as simulations need it.
    package init(serverWindowBits: UInt8) { self.serverWindowBits = serverWindowBits }

    /// The element of the answer's `Sec-WebSocket-Extensions`.
    ///
    /// RFC 7692 lets a server ask both sides to keep nothing between messages, even a client that
    /// did not offer it (§7.1.1.1, §7.1.1.2).
    var text: String {
        let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        return serverWindowBits == 15
            ? base : "\(base); server_max_window_bits=\(serverWindowBits)"
    }
}
