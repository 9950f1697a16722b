internal import CUmpireLoop

/// An IPv4 or IPv6 address with a port.
///
/// IPv4 is kept in its mapped form, so that a peer looks the same whether it came through
/// an IPv4 or a dual-stack listener.
public struct SocketAddress: Hashable, Sendable {
    /// The first 64 bits of the IPv6 address.
    package let high: UInt64
    /// The last 64 bits; of an IPv4 address, `0xffff` and its 32 bits.
    package let low: UInt64
    /// The interface of a link-local address.
    let scope: UInt32
    private let portNumber: UInt16

    init(high: UInt64, low: UInt64, scope: UInt32, portNumber: UInt16) {
        self.high = high
        self.low = low
        self.scope = scope
        self.portNumber = portNumber
    }

    init(_ raw: umpire_address) {
        self.init(high: raw.high, low: raw.low, scope: raw.scope, portNumber: raw.port)
    }

    /// `0.0.0.0:0`: nobody yet.
    static let none = SocketAddress(high: 0, low: 0xffff_0000_0000, scope: 0, portNumber: 0)

    var raw: umpire_address {
        umpire_address(high: high, low: low, scope: scope, port: portNumber)
    }

    /// The port, 0...65535.
    public var port: Int { Int(portNumber) }

    /// Whether this is an IPv4 address.
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// The address without its port, such as `127.0.0.1` or `::1`. Makes a new string.
    public var host: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(UMPIRE_ADDRESS_TEXT_SIZE)) {
            var raw = self.raw
            guard let text = $0.baseAddress else { return "" }
            umpire_address_text(&raw, text)
            return String(cString: text)
        }
    }

    /// What one household or server can be told apart by, for caps on connections: an IPv4
    /// address whole, of an IPv6 address the first 64 bits; the port is 0.
    public var network: SocketAddress {
        isIPv4
            ? SocketAddress(high: 0, low: low, scope: 0, portNumber: 0)
            : SocketAddress(high: high, low: 0, scope: 0, portNumber: 0)
    }

    /// All addresses of a name or literal, IPv4 first. Blocks while the name is looked up.
    public static func resolve(host: String, port: Int) throws(LoopError) -> [SocketAddress] {
        guard let portNumber = UInt16(exactly: port) else { throw .portOutOfRange(port) }
        let capacity = 16
        let found = withUnsafeTemporaryAllocation(of: umpire_address.self, capacity: capacity) {
            let count = umpire_resolve(host, portNumber, $0.baseAddress, Int32(capacity))
            return $0.prefix(Int(max(count, 0))).map { SocketAddress($0) }
        }
        if found.isEmpty { throw .unknownHost(host) }
        return found
    }
}

extension SocketAddress: CustomStringConvertible {
    /// Host and port, such as `127.0.0.1:7777` or `[::1]:7777`.
    public var description: String {
        isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)"
    }
}
