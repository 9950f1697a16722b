/// Everything of a request before its body, which is always empty here.
public struct RequestHead: Sendable, Equatable {
    /// GET or HEAD.
    public var method: HTTPMethod
    /// The target as it was sent: ASCII, not decoded.
    public var target: String
    /// The part of the target before `?`, from the first `/`; not decoded, `..` still in it.
    public var path: String
    /// The part of the target behind `?`, not decoded; nil without a `?`.
    public var query: String?
    /// The minor version; 1 for HTTP/1.1, never 0.
    public var minorVersion: Int
    /// The header fields in the order of arrival.
    public var headers: HeaderFields

    /// Whether the peer wants to send another request on this connection.
    public var keepAlive: Bool { !headers.hasToken("close", in: "connection") }

    /// A head of these parts; for tests and other servers' requests.
    public init(
        method: HTTPMethod, target: String, path: String, query: String?, minorVersion: Int = 1,
        headers: HeaderFields
    ) {
        self.method = method
        self.target = target
        self.path = path
        self.query = query
        self.minorVersion = minorVersion
        self.headers = headers
    }
}
