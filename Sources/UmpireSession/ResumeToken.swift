/// The secret that brings a player back to the seat: 120 random bits and the shard, 32 hexadecimal
/// digits on the wire.
package struct ResumeToken: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// A token of these bits, which must come from a source that nobody can guess.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The token of 32 hexadecimal digits, or nil for any other text.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 32,
            digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// The token of these bits for a session of shard `shard`, which its lowest byte of `high`
    /// tells.
    package init(high: UInt64, low: UInt64, shard: Int) {
        self.init(high: high & ~0xFF | UInt64(shard & 0xFF), low: low)
    }

    /// The shard that gave it out; nil when none of `shards` did.
    package func home(among shards: Int) -> Int? {
        let index = Int(high & 0xFF)
        return index < shards ? index : nil
    }

    package var text: String { ResumeToken.digits(high) + ResumeToken.digits(low) }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
