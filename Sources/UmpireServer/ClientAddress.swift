import Glibc
import UmpireLoop

/// The address of a client, without a port; IPv4 in its mapped form.
struct ClientAddress: Hashable, Sendable {
    /// The first 64 bits of the IPv6 address.
    let high: UInt64
    /// The last 64 bits; of an IPv4 address, `0xffff` and its 32 bits.
    let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An address as text, such as `192.0.2.7`, `2001:db8::1` or, as proxies write them,
    /// `192.0.2.7:4711` and `[2001:db8::1]:4711`; nil for anything else.
    init?(_ text: some StringProtocol) {
        let bare = ClientAddress.withoutPort(text)
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET6, bare, &bytes) == 1 {
            self.init(
                high: ClientAddress.word(bytes[0..<8]), low: ClientAddress.word(bytes[8..<16]))
        } else if inet_pton(AF_INET, bare, &bytes) == 1 {
            self.init(high: 0, low: 0xffff_0000_0000 | ClientAddress.word(bytes[0..<4]))
        } else {
            return nil
        }
    }

    /// The address of a peer.
    init(_ peer: SocketAddress) {
        self.init(high: peer.high, low: peer.low)
    }

    /// Whether it is an IPv4 address.
    var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// Whether it is this machine itself.
    var isLoopback: Bool {
        isIPv4 ? (low >> 24) & 0xff == 127 : high == 0 && low == 1
    }

    /// What one household or server can be told apart by: an IPv4 address whole, of an IPv6
    /// address the first 64 bits.
    var network: ClientAddress { isIPv4 ? self : ClientAddress(high: high, low: 0) }

    /// The address with all but its first `bits` bits cleared, 0...128.
    func prefix(_ bits: Int) -> ClientAddress {
        ClientAddress(
            high: ClientAddress.keep(bits, of: high), low: ClientAddress.keep(bits - 64, of: low))
    }

    private static func keep(_ bits: Int, of word: UInt64) -> UInt64 {
        bits >= 64 ? word : bits <= 0 ? 0 : word & ~(UInt64.max >> UInt64(bits))
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func withoutPort(_ text: some StringProtocol) -> String {
        if text.first == "[", let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        // One colon is an IPv4 address with a port; more are an IPv6 address.
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : String(text)
    }
}
