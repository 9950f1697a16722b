import UmpireBasics

/// A whole answer, written at once.
///
/// There is no clock here: a caller that wants a `Date` adds it to `headers`.
public struct Response: Sendable, Equatable {
    /// The status, 200…599; an upgrade's 101 is written by its own protocol.
    public var status: Int
    /// Further fields; length, connection, caching and sniffing are written by `append`.
    public var headers: HeaderFields
    /// The body.
    public var body: [UInt8]
    /// The value of `Cache-Control`.
    public var cacheControl: String

    /// An answer of these parts; by default nothing keeps it.
    public init(
        _ status: Int, headers: HeaderFields = [], body: [UInt8] = [],
        cacheControl: String = "no-store"
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.cacheControl = cacheControl
    }

    /// An answer of one line of plain text.
    public init(_ status: Int, text: String) {
        self.init(
            status, headers: [HeaderField("content-type", "text/plain; charset=utf-8")],
            body: Array((text + "\n").utf8))
    }

    /// Appends head and body to `output`.
    ///
    /// - Parameter method: the request's; for HEAD the body is left out, its length is not.
    /// - Parameter keepAlive: false tells the peer that the connection closes behind the answer.
    public func append(
        to output: inout [UInt8], for method: HTTPMethod = .get, keepAlive: Bool = false
    ) {
        require((200...599).contains(status), "a response has a status in 200…599, not \(status)")
        output.append(contentsOf: "HTTP/1.1 \(status) \(StatusPhrase.of(status))\r\n".utf8)
        for field in headers.fields { Self.append(field, to: &output) }
        Self.append(HeaderField("cache-control", cacheControl), to: &output)
        Self.append(HeaderField("x-content-type-options", "nosniff"), to: &output)
        Self.append(HeaderField("connection", connection(keepAlive)), to: &output)
        let hasBody = status != 204 && status != 304
        if hasBody { Self.append(HeaderField("content-length", "\(body.count)"), to: &output) }
        output.append(contentsOf: "\r\n".utf8)
        if hasBody, method == .get { output.append(contentsOf: body) }
    }

    /// The bytes that `append` writes.
    public func bytes(for method: HTTPMethod = .get, keepAlive: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output, for: method, keepAlive: keepAlive)
        return output
    }

    /// RFC 9110 §7.8: who sends `Upgrade` must name it in `Connection`.
    private func connection(_ keepAlive: Bool) -> String {
        let base = keepAlive ? "keep-alive" : "close"
        return headers.contains("upgrade") ? base + ", upgrade" : base
    }

    /// Writes a field; a control character in the value becomes a space and can end no line.
    private static func append(_ field: HeaderField, to output: inout [UInt8]) {
        require(
            !field.name.isEmpty && field.name.utf8.allSatisfy(Characters.isToken),
            "a header name is a token, not \(field.name)")
        output.append(contentsOf: field.name.utf8)
        output.append(contentsOf: ": ".utf8)
        for byte in field.value.utf8 {
            output.append(Characters.isValue(byte) ? byte : Characters.space)
        }
        output.append(contentsOf: "\r\n".utf8)
    }
}
