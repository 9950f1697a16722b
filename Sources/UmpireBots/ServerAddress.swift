/// Where a server is: what a `ws:` or `wss:` address says.
public struct ServerAddress: Equatable, Sendable {
    /// Whether TLS is spoken there.
    public let isSecure: Bool
    /// A name or an address.
    public let host: String
    /// 1…65,535; when the address names none, 80, or 443 with TLS.
    public let port: Int
    /// The path, from the first slash; `/play` when the address names none.
    public let path: String

    /// Reads `ws://host:port/path`, of which only the host must be there; nil for anything else.
    ///
    /// `http`, `wss` and `https` are schemes too; without one it is `ws`.
    public init?(_ text: String) {
        var rest = Substring(text)
        var isSecure = false
        for (scheme, secures) in ServerAddress.schemes where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            isSecure = secures
            break
        }
        guard !rest.contains("://") else { return nil }
        let authority = rest.prefix { $0 != "/" }
        let target = rest[authority.endIndex...]
        path = target.isEmpty || target == "/" ? "/play" : String(target)
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let (name, digits) = ServerAddress.split(authority)
        else { return nil }
        let number = digits.map { Int($0) } ?? (isSecure ? 443 : 80)
        guard let number, (1...65_535).contains(number), !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x40 })
        else { return nil }
        self.isSecure = isSecure
        host = String(name)
        port = number
    }

    private static let schemes = [
        ("ws://", false), ("http://", false), ("wss://", true), ("https://", true),
    ]

    /// Name and port of an authority; nil when a bracket is wrong.
    private static func split(_ authority: Substring) -> (name: Substring, port: Substring?)? {
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            // An IPv6 address stands in brackets, as it has colons of its own.
            let name = authority[authority.index(after: authority.startIndex)..<close]
            let behind = authority[authority.index(after: close)...]
            guard behind.isEmpty || behind.hasPrefix(":") else { return nil }
            return (name, behind.isEmpty ? nil : behind.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    /// What the `Host` header says.
    public var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension ServerAddress: CustomStringConvertible {
    /// The whole address.
    public var description: String { "\(isSecure ? "wss" : "ws")://\(authority)\(path)" }
}
