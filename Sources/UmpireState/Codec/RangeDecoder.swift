/// Dense mode, reading: the counterpart of `RangeEncoder`.
///
/// It reads the packet's bytes from the last one backwards. What it takes beyond its own bytes
/// changes nothing; `finish` checks that its bytes are all there and no others.
struct RangeDecoder: SymbolSource, Sendable {
    static var hasCheapFlags: Bool { true }

    private var model: RangeModel
    private var code: UInt32 = 0
    private var range: UInt32 = .max
    /// Bytes taken from the end.
    private var taken = 0

    /// Bytes taken before the first decision, of which this many are the coder's own.
    private static let firstBytes = 4
    private static let ownFirstBytes = 2

    init(_ tables: CodecTables) { model = RangeModel(tables) }

    mutating func begin(_ reader: borrowing BitReader) {
        model.begin()
        code = 0
        range = .max
        taken = 0
        for _ in 0..<RangeDecoder.firstBytes { take(reader) }
    }

    /// What the decisions so far needed, in 256ths of a bit.
    ///
    /// The logarithm is a straight line between powers of two: a twelfth of a bit wrong at most,
    /// and at most that over a whole packet, since errors do not add up.
    var decided: Int {
        let top = 31 - range.leadingZeroBitCount
        let above = Int((UInt64(range) << 8) >> UInt64(top)) - 256
        return (8 * (taken - RangeDecoder.firstBytes) + 32 - top) * 256 - above
    }

    /// Hands the coder's bytes back: what is left to `reader` are the raw bits.
    func finish(_ reader: inout BitReader) throws(DecodeError) {
        try reader.dropLast(taken - RangeDecoder.firstBytes + RangeDecoder.ownFirstBytes)
    }

    @inline(__always)
    mutating func symbol(
        bits: Int, in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        model.meet(context, bits: bits)
        var node = 1
        for _ in 0..<bits {
            let bound = (range >> 16) &* model.probability(context + node)
            let isSet = code < bound
            if isSet {
                range = bound
            } else {
                code &-= bound
                range &-= bound
            }
            _ = model.learn(isSet, at: context + node)
            while range < 1 << 24 {
                range <<= 8
                take(reader)
            }
            node = node << 1 | (isSet ? 1 : 0)
        }
        return node - (1 << bits)
    }

    @inline(__always)
    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool {
        try symbol(bits: 1, in: context, &reader) != 0
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ reader: borrowing BitReader) {}

    private mutating func take(_ reader: borrowing BitReader) {
        code = code << 8 | UInt32(reader.byte(fromEnd: taken))
        taken += 1
    }
}
