/// Hashes a world word by word, in a fixed order: the same words give the same hash everywhere.
///
/// A multiply-and-fold chain of 64 bits. It finds differences; it does not resist an attacker.
public struct StateHasher: Sendable {
    @usableFromInline var state: UInt64 = 0x51A7_E4A5_0F5E_ED01

    /// A hasher that has seen nothing.
    @inlinable
    public init() {
        self.init(seed: 0)
    }

    /// A hasher that starts from `seed`.
    @inlinable
    public init(seed: UInt64) { state ^= seed }

    /// Takes one word in.
    @inlinable
    public mutating func combine(_ word: UInt64) {
        let product = (state ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        state = product.high ^ product.low ^ word.byteSwapped
    }

    /// The hash of all words so far.
    public var value: UInt64 {
        let product = (state ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
