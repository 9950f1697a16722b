public import UmpireHTTP

/// The opening handshake of RFC 6455 §4; subprotocols are never negotiated.
public enum Handshake {
    /// The bytes of the 101 answer to `head`, without compression.
    ///
    /// Who may connect (origin, token) is not decided here. What the client offers in extensions
    /// and subprotocols is not even read. Cost is linear in the head.
    public static func accept(_ head: RequestHead) throws(HandshakeRefusal) -> [UInt8] {
        try accept(head, compressing: false).response
    }

    /// The 101 answer to `head`.
    ///
    /// - Parameter compressing: whether a client's offer to compress is taken (RFC 7692); only then
    ///   is its `Sec-WebSocket-Extensions` read, and refused when it is malformed.
    public static func accept(
        _ head: RequestHead, compressing: Bool
    ) throws(HandshakeRefusal) -> AcceptedHandshake {
        guard head.method == .get else { throw .methodNotGet }
        guard head.headers.hasToken("websocket", in: "upgrade") else { throw .upgradeMissing }
        guard head.headers.hasToken("upgrade", in: "connection") else { throw .connectionMissing }
        guard head.headers["sec-websocket-version"] == "13" else { throw .versionNotSupported }
        guard let text = head.headers["sec-websocket-key"] else { throw .keyMissing }
        guard let key = HandshakeKey(text) else { throw .badKey }
        let compression = compressing ? try CompressionAgreement.negotiate(head.headers) : nil
        var lines = [
            "HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: Upgrade",
            "sec-websocket-accept: \(key.accept)",
        ]
        if let compression { lines.append("sec-websocket-extensions: \(compression.text)") }
        let response = Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
        return AcceptedHandshake(response: response, compression: compression)
    }
}
