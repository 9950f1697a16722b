public import UmpireHTTP

/// The opening handshake of RFC 6455 §4; extensions and subprotocols are never negotiated.
public enum Handshake {
    /// The bytes of the 101 answer to `head`.
    ///
    /// Who may connect (origin, token) is not decided here. What the client offers in extensions
    /// and
    /// subprotocols is not even read. Cost is linear in the head.
    public static func accept(_ head: RequestHead) throws(HandshakeRefusal) -> [UInt8] {
        guard head.method == .get else { throw .methodNotGet }
        guard head.headers.hasToken("websocket", in: "upgrade") else { throw .upgradeMissing }
        guard head.headers.hasToken("upgrade", in: "connection") else { throw .connectionMissing }
        guard head.headers["sec-websocket-version"] == "13" else { throw .versionNotSupported }
        guard let text = head.headers["sec-websocket-key"] else { throw .keyMissing }
        guard let key = HandshakeKey(text) else { throw .badKey }
        let lines = [
            "HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: Upgrade",
            "sec-websocket-accept: \(key.accept)", "", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}
