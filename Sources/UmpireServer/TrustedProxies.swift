import UmpireHTTP

/// The proxies whose word for a client's address is taken; also other lists of addresses.
struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]

    /// Throws `ServerError.badProxy` for what is no address or range.
    init(_ texts: [String]) throws(ServerError) {
        var ranges: [AddressRange] = []
        for text in texts {
            guard let range = AddressRange(text) else { throw .badProxy(text) }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    /// Whether a proxy says that it sent the request on, by any of the usual header fields.
    ///
    /// RFC 7239 section 4, RFC 9110 section 7.6.3.
    static func isForwarded(_ head: RequestHead) -> Bool {
        head.headers.fields.contains {
            ["forwarded", "x-forwarded-for", "x-real-ip", "via"].contains($0.name)
        }
    }

    /// Whether `address` is one of them.
    func contains(_ address: ClientAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Who sent the request that came from `peer`.
    ///
    /// A peer that is no listed proxy is the client, whatever it says. Of the hops that a proxy
    /// names, the rightmost one that is no listed proxy is the client: what stands left of it is
    /// the client's own word.
    func client(of head: RequestHead, from peer: ClientAddress) -> ClientAddress {
        guard contains(peer) else { return peer }
        var client = peer
        let lists = head.headers.fields.lazy.filter { $0.name == "x-forwarded-for" }
        for field in lists.reversed() {
            for hop in field.value.split(separator: ",").reversed() {
                guard let address = ClientAddress(hop.trimmingSpaces) else { return client }
                client = address
                if !contains(address) { return client }
            }
        }
        return client
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var rest = self.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
