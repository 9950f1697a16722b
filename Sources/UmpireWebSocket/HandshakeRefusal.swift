public import UmpireHTTP

/// Why a request is not upgraded to a WebSocket.
public enum HandshakeRefusal: Error, Equatable, Sendable {
    /// The method is not GET.
    case methodNotGet
    /// `Upgrade` does not name `websocket`.
    case upgradeMissing
    /// `Connection` does not name `upgrade`.
    case connectionMissing
    /// `Sec-WebSocket-Version` is missing or not 13.
    case versionNotSupported
    /// There is no `Sec-WebSocket-Key`.
    case keyMissing
    /// The key is not base64 of 16 bytes.
    case badKey
    /// `Sec-WebSocket-Extensions` is not what RFC 6455 §9.1 says; read only to negotiate.
    case badExtensions

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .methodNotGet: 405
        case .upgradeMissing, .versionNotSupported: 426
        case .connectionMissing, .keyMissing, .badKey, .badExtensions: 400
        }
    }

    /// The whole answer; the connection must be closed behind it.
    public var response: Response {
        var response = Response(status, text: description)
        switch self {
        case .methodNotGet: response.headers.append(HeaderField("allow", "GET"))
        case .upgradeMissing, .versionNotSupported:
            response.headers.append(HeaderField("upgrade", "websocket"))
            response.headers.append(HeaderField("sec-websocket-version", "13"))
        case .connectionMissing, .keyMissing, .badKey, .badExtensions: break
        }
        return response
    }
}

extension HandshakeRefusal: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .methodNotGet: "this method opens no WebSocket; use GET"
        case .upgradeMissing: "this address is a WebSocket; send upgrade: websocket"
        case .connectionMissing: "the connection header names no upgrade; send connection: upgrade"
        case .versionNotSupported: "this WebSocket version is not spoken here; use version 13"
        case .keyMissing: "the header sec-websocket-key is missing; send 16 bytes in base64"
        case .badKey: "the header sec-websocket-key is malformed; send 16 bytes in base64"
        case .badExtensions: "the header sec-websocket-extensions is malformed; leave it out"
        }
    }
}
