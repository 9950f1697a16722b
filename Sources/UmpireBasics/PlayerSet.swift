/// A set of players that iterates in the order of their numbers; one word, no allocation.
///
/// A number above 63 is no player's: it is never in the set, and inserting it does nothing.
public struct PlayerSet: Hashable, Sendable, BitwiseCopyable, Sequence {
    /// Bit n stands for player n.
    public var bits: UInt64

    /// The empty set.
    @inlinable
    public init() { bits = 0 }

    /// The set with these bits.
    @inlinable
    public init(bits: UInt64) { self.bits = bits }

    /// Whether nobody is in it.
    @inlinable
    public var isEmpty: Bool { bits == 0 }

    /// How many are in it.
    @inlinable
    public var count: Int { bits.nonzeroBitCount }

    /// Whether `player` is in it.
    @inlinable
    public func contains(_ player: PlayerID) -> Bool { bits & PlayerSet.bit(player) != 0 }

    /// Adds `player`.
    @inlinable
    public mutating func insert(_ player: PlayerID) { bits |= PlayerSet.bit(player) }

    /// Takes `player` out.
    @inlinable
    public mutating func remove(_ player: PlayerID) { bits &= ~PlayerSet.bit(player) }

    /// The players in order of their numbers.
    @inlinable
    public func makeIterator() -> Iterator { Iterator(bits: bits) }

    @usableFromInline
    static func bit(_ player: PlayerID) -> UInt64 { 1 << UInt64(player.rawValue) }

    /// Walks the set from the lowest number.
    public struct Iterator: IteratorProtocol {
        @usableFromInline var bits: UInt64

        @inlinable
        init(bits: UInt64) { self.bits = bits }

        /// The next player, or nil at the end.
        @inlinable
        public mutating func next() -> PlayerID? {
            guard bits != 0 else { return nil }
            let player = PlayerID(UInt8(truncatingIfNeeded: bits.trailingZeroBitCount))
            bits &= bits &- 1
            return player
        }
    }
}
