/// Addresses that share their first bits, such as `10.0.0.0/8`.
struct AddressRange: Sendable, Equatable {
    private let base: ClientAddress
    private let bits: Int

    /// An address, or an address, `/` and the number of bits that count; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = ClientAddress(parts[0]) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var count = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            count = given
        }
        bits = address.isIPv4 ? count + 96 : count
        base = address.prefix(bits)
    }

    /// Whether `address` is one of them.
    func contains(_ address: ClientAddress) -> Bool { address.prefix(bits) == base }
}
