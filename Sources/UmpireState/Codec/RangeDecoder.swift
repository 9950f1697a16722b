/// Dense mode, reading: the counterpart of `RangeEncoder`.
///
/// It reads the packet's bytes from the last one backwards. What it takes beyond its own bytes
/// changes nothing; `finish` checks that its bytes are all there and no others.
struct RangeDecoder: SymbolSource, Sendable {
    static var hasCheapFlags: Bool { true }

    private let trees: RangeTrees
    private var model: RangeModel
    private var interval = RangeInput()

    init(_ plan: CodecPlan, _ tables: CodecTables) {
        trees = RangeTrees(plan, tables)
        model = trees.model
    }

    mutating func begin(_ reader: borrowing BitReader) {
        model.begin()
        interval.begin(reader)
    }

    /// What the decisions so far needed, in 256ths of a bit.
    var decided: Int { interval.decided }

    /// Hands the coder's bytes back: what is left to `reader` are the raw bits.
    func finish(_ reader: inout BitReader) throws(DecodeError) {
        try reader.dropLast(interval.ownBytes)
    }

    @inline(__always)
    mutating func symbol(
        bits: Int, in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        model.meet(context, bits: bits, trees)
        return RangeDecoder.symbol(in: context, trees, &model.nodes, &interval, reader)
    }

    private static func symbol(
        in context: Int, _ trees: borrowing RangeTrees, _ nodes: inout [UInt16],
        _ interval: inout RangeInput, _ reader: borrowing BitReader
    ) -> Int {
        let children = trees.children.span
        var nodes = nodes.mutableSpan
        var place = context + 1
        while true {
            let probability = UInt32(nodes[place])
            let bit: UInt32 = interval.decide(probability, reader) ? 1 : 0
            nodes[place] = RangeModel.learned(probability, bit)
            let child = children[2 &* place &+ Int(bit)]
            if child & DecisionTree.leaf != 0 { return Int(child & ~DecisionTree.leaf) }
            place = context &+ Int(child)
        }
    }

    @inline(__always)
    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool {
        try symbol(bits: 1, in: context, &reader) != 0
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ reader: borrowing BitReader) {}
}

/// The interval of a range decoder, and where in it the packet's number lies.
private struct RangeInput: Sendable {
    private var code: UInt32 = 0
    private var range: UInt32 = .max
    /// Bytes taken from the end.
    private var taken = 0

    /// Bytes taken before the first decision, of which this many are the coder's own.
    private static let firstBytes = 4
    private static let ownFirstBytes = 2

    mutating func begin(_ reader: borrowing BitReader) {
        self = RangeInput()
        for _ in 0..<RangeInput.firstBytes { take(reader) }
    }

    /// Bytes that are the coder's own.
    var ownBytes: Int { taken - RangeInput.firstBytes + RangeInput.ownFirstBytes }

    /// What the decisions so far needed, in 256ths of a bit.
    ///
    /// The logarithm is a straight line between powers of two: a twelfth of a bit wrong at most,
    /// and at most that over a whole packet, since errors do not add up.
    var decided: Int {
        let top = 31 - range.leadingZeroBitCount
        let above = Int((UInt64(range) << 8) >> UInt64(top)) - 256
        return (8 * (taken - RangeInput.firstBytes) + 32 - top) * 256 - above
    }

    /// A bit that is 1 with this probability, of 65,536.
    @inline(__always)
    mutating func decide(_ probability: UInt32, _ reader: borrowing BitReader) -> Bool {
        let bound = (range >> 16) &* probability
        let isSet = code < bound
        if isSet {
            range = bound
        } else {
            code &-= bound
            range &-= bound
        }
        while range < 1 << 24 {
            range <<= 8
            take(reader)
        }
        return isSet
    }

    private mutating func take(_ reader: borrowing BitReader) {
        code = code << 8 | UInt32(reader.byte(fromEnd: taken))
        taken += 1
    }
}
