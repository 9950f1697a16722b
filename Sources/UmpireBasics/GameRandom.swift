/// The only randomness a game may use: the same seed gives the same numbers on every machine.
///
/// PCG-XSH-RR 64/32 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
/// Algorithms for Random Number Generation", 2014). Not for secrets. The standard library's
/// `random(in:using:)` may change between Swift versions, so the draws are our own.
public struct GameRandom: Hashable, Sendable, BitwiseCopyable {
    /// The generator's whole state: part of what a checkpoint keeps and a state hash covers.
    public private(set) var state: UInt64

    /// A generator that starts from `seed`; near seeds give unrelated sequences.
    public init(seed: UInt64) {
        state = 0
        _ = word()
        state = state &+ seed
        _ = word()
    }

    /// A generator of its own for purpose number `stream`, derived from `seed`.
    public init(seed: UInt64, stream: UInt64) {
        self.init(seed: seed ^ (stream &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A seed of its own for purpose number `stream`, derived from `seed`.
    public static func mix(_ seed: UInt64, _ stream: UInt64) -> UInt64 {
        var random = GameRandom(seed: seed, stream: stream)
        return UInt64(random.word()) << 32 | UInt64(random.word())
    }

    /// 32 random bits.
    public mutating func word() -> UInt32 {
        let old = state
        state = old &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let shifted = UInt32(truncatingIfNeeded: ((old >> 18) ^ old) >> 27)
        let turn = UInt32(truncatingIfNeeded: old >> 59)
        return (shifted >> turn) | (shifted << ((~turn &+ 1) & 31))
    }

    /// A whole number in `range`, all equally likely (Lemire's multiplication with rejection).
    ///
    /// The range may span at most 2³² values.
    public mutating func int(in range: ClosedRange<Int>) -> Int {
        let span = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        require(
            !span.overflow && span.partialValue <= Int(UInt32.max),
            "a random range spans at most 2^32 values")
        let width = UInt64(span.partialValue) + 1
        let threshold = (UInt64(1) << 32) % width
        var product: UInt64
        repeat { product = UInt64(word()) * width } while product & 0xFFFF_FFFF < threshold
        return range.lowerBound + Int(product >> 32)
    }

    /// A number in `range` (the upper bound excluded), one of 2²⁴ equally spaced ones.
    public mutating func float(in range: Range<Float>) -> Float {
        let unit = Float(word() >> 8) * (1 / 16_777_216)
        let value = range.lowerBound + unit * (range.upperBound - range.lowerBound)
        return value < range.upperBound ? value : range.lowerBound
    }

    /// True with this probability (0 never, 1 always).
    public mutating func chance(_ probability: Float) -> Bool {
        float(in: 0..<1) < probability
    }

    /// One of `choices`, or nil when there is none.
    public mutating func pick<Choices: RandomAccessCollection>(
        _ choices: Choices
    ) -> Choices.Element? {
        guard !choices.isEmpty else { return nil }
        let offset = int(in: 0...(choices.count - 1))
        return choices[choices.index(choices.startIndex, offsetBy: offset)]
    }

    /// Puts `items` into a random order (Fisher and Yates).
    public mutating func shuffle<Item>(_ items: inout [Item]) {
        guard items.count > 1 else { return }
        for last in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(last, int(in: 0...last))
        }
    }
}
