import UmpireBasics
public import UmpireHTTP

extension Handshake {
    /// The bytes of a client's request.
    ///
    /// - Parameter host: name or address, with the port when it is not the scheme's.
    /// - Parameter target: path and query, from the first `/`.
    /// - Parameter headers: further fields, such as `origin`.
    public static func request(
        host: String, target: String, key: HandshakeKey, headers: HeaderFields = []
    ) -> [UInt8] {
        require(target.hasPrefix("/") && isPlain(target), "a target is a path, not \(target)")
        require(!host.isEmpty && isPlain(host), "a host has no spaces, unlike \(host)")
        var text = "GET \(target) HTTP/1.1\r\nhost: \(host)\r\nupgrade: websocket\r\n"
        text += "connection: Upgrade\r\nsec-websocket-key: \(key.text)\r\n"
        text += "sec-websocket-version: 13\r\n"
        for field in headers.fields {
            require(
                isPlain(field.name) && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F },
                "the header \(field.name) has no control characters")
            text += "\(field.name): \(field.value)\r\n"
        }
        return Array((text + "\r\n").utf8)
    }

    /// Checks a server's answer to the request with `key`.
    public static func verify(
        _ response: ResponseHead, key: HandshakeKey
    ) throws(HandshakeFailure) {
        guard response.status == 101 else { throw .status(response.status) }
        let headers = response.headers
        guard headers.hasToken("websocket", in: "upgrade") else { throw .upgradeMissing }
        guard headers.hasToken("upgrade", in: "connection") else { throw .connectionMissing }
        guard headers["sec-websocket-accept"] == key.accept else { throw .acceptMismatch }
        if let name = headers["sec-websocket-extensions"] { throw .unexpectedExtension(name) }
        if let name = headers["sec-websocket-protocol"] { throw .unexpectedSubprotocol(name) }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
