/// The pages from which a browser may open a WebSocket here.
///
/// Browsers send `Origin` with every WebSocket request (RFC 6455 §10.2); native clients send none
/// and are not kept out.
struct AllowedOrigins: Sendable {
    private let origins: Set<String>

    /// Throws `ServerError.badOrigin` for what is no `scheme://host` or `scheme://host:port`.
    /// None allows every origin.
    init(_ texts: [String]) throws(ServerError) {
        var origins: Set<String> = []
        for text in texts {
            guard let origin = AllowedOrigins.normalised(text) else { throw .badOrigin(text) }
            origins.insert(origin)
        }
        self.origins = origins
    }

    /// Whether a request with this `Origin`, or without one, may go on.
    func allows(_ origin: String?) -> Bool {
        guard !origins.isEmpty, let origin else { return true }
        return AllowedOrigins.normalised(origin).map(origins.contains) ?? false
    }

    /// Scheme, host and port in one spelling; nil unless it is an origin with a host.
    private static func normalised(_ text: String) -> String? {
        let lower = text.lowercased()
        guard let mark = lower.firstRange(of: "://") else { return nil }
        let scheme = lower[..<mark.lowerBound]
        var place = lower[mark.upperBound...]
        let isPlain = place.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !"/?#@\\".utf8.contains($0)
        }
        guard !scheme.isEmpty, !place.isEmpty, isPlain else { return nil }
        for (name, port) in [("http", ":80"), ("https", ":443")]
        where scheme == name && place.hasSuffix(port) {
            place.removeLast(port.utf8.count)
        }
        return "\(scheme)://\(place)"
    }
}
