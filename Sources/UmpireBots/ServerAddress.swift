/// Where a server is: what a `ws:` address says.
public struct ServerAddress: Equatable, Sendable {
    /// A name or an address.
    public let host: String
    /// 1…65,535; 80 when the address names none.
    public let port: Int
    /// The path, from the first slash; `/play` when the address names none.
    public let path: String

    /// Reads `ws://host:port/path`, of which only the host must be there; nil for anything else.
    public init?(_ text: String) {
        var rest = Substring(text)
        for scheme in ["ws://", "http://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            break
        }
        guard !rest.contains("://") else { return nil }
        let authority = rest.prefix { $0 != "/" }
        let target = rest[authority.endIndex...]
        path = target.isEmpty || target == "/" ? "/play" : String(target)
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        var name = authority
        var digits: Substring?
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            // An IPv6 address stands in brackets, as it has colons of its own.
            name = authority[authority.index(after: authority.startIndex)..<close]
            let behind = authority[authority.index(after: close)...]
            guard behind.isEmpty || behind.hasPrefix(":") else { return nil }
            digits = behind.isEmpty ? nil : behind.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            name = authority[..<colon]
            digits = authority[authority.index(after: colon)...]
        }
        let number = digits.map { Int($0) } ?? 80
        guard let number, (1...65_535).contains(number), !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x40 })
        else { return nil }
        host = String(name)
        port = number
    }

    /// What the `Host` header says.
    public var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
