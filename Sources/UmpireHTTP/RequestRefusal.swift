/// Why a request is answered with an error before anything has looked at its meaning.
public enum RequestRefusal: Error, Equatable, Sendable {
    /// The head is too large (431) or malformed (400).
    case head(HeadFault)
    /// The version is HTTP/1.0 or another major version than 1.
    case versionNotSupported
    /// The method is neither GET nor HEAD.
    case methodNotAllowed
    /// The target is no path and no http URL.
    case badTarget
    /// A header that may come once came again.
    case duplicateHeader(String)
    /// There is no `Host`.
    case missingHost
    /// `Host` is empty or has bytes that no host has.
    case badHost
    /// `Content-Length` is not a number.
    case badContentLength
    /// `Content-Length` and `Transfer-Encoding` came together, as in request smuggling.
    case lengthWithEncoding
    /// The request announces a body.
    case bodyNotAllowed

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .head(.tooLong), .head(.tooManyHeaders): 431
        case .versionNotSupported: 505
        case .methodNotAllowed: 405
        default: 400
        }
    }

    /// The whole answer; the connection must be closed behind it.
    public var response: Response {
        var response = Response(status, text: description)
        if self == .methodNotAllowed { response.headers.append(HeaderField("allow", "GET, HEAD")) }
        return response
    }
}

extension RequestRefusal: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .head(let fault): fault.description
        case .versionNotSupported: "this version of HTTP is not spoken here; use HTTP/1.1"
        case .methodNotAllowed: "this method is not allowed here; use GET or HEAD"
        case .badTarget: "the request target is malformed; use a path that starts with /"
        case .duplicateHeader(let name): "the header \(name) came twice; send it once"
        case .missingHost: "the header host is missing; send it once"
        case .badHost: "the header host is malformed; send a name or address and a port"
        case .badContentLength: "the content-length is no number; leave it out"
        case .lengthWithEncoding:
            "content-length and transfer-encoding came together; send neither"
        case .bodyNotAllowed: "a body is not allowed here; send none"
        }
    }
}
