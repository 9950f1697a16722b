/// MurmurHash3 x86 32-bit over words, as a client in any language can compute it.
///
/// Austin Appleby's public-domain algorithm; words count as four little-endian bytes each.
public struct MurmurHash3: Sendable {
    private var state: UInt32
    private var count: UInt32 = 0

    /// A hasher that has seen nothing.
    public init(seed: UInt32 = 0) { state = seed }

    /// Takes one word in.
    public mutating func combine(_ word: UInt32) {
        var mixed = word &* 0xCC9E_2D51
        mixed = (mixed << 15) | (mixed >> 17)
        state ^= mixed &* 0x1B87_3593
        state = (state << 13) | (state >> 19)
        state = state &* 5 &+ 0xE654_6B64
        count &+= 1
    }

    /// The hash of all words so far.
    public var value: UInt32 {
        var mixed = state ^ (count &* 4)
        mixed ^= mixed >> 16
        mixed = mixed &* 0x85EB_CA6B
        mixed ^= mixed >> 13
        mixed = mixed &* 0xC2B2_AE35
        return mixed ^ (mixed >> 16)
    }

    /// The hash of `bytes`, padded with zeros to whole words after its length.
    public static func checksum(_ bytes: borrowing Span<UInt8>) -> UInt32 {
        var hasher = MurmurHash3()
        hasher.combine(UInt32(truncatingIfNeeded: bytes.count))
        var index = 0
        while index < bytes.count {
            var word: UInt32 = 0
            for offset in 0..<min(4, bytes.count - index) {
                word |= UInt32(bytes[index + offset]) << UInt32(8 * offset)
            }
            hasher.combine(word)
            index += 4
        }
        return hasher.value
    }
}
