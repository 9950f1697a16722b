/// Dense mode, writing: a range coder over adaptive binary decisions.
///
/// ```
///   packet:  │ raw bits ──▶   │   ◀── bytes of the range coder │
/// ```
/// After G. N. N. Martin, *Range encoding* (1979), with the carry held back as in LZMA. It ends
/// with two bytes whatever the range, so that a decoder knows where it must have come to an end.
struct RangeEncoder: SymbolSink, Sendable {
    static var hasCheapFlags: Bool { true }

    private let trees: RangeTrees
    private var model: RangeModel
    private var interval = RangeInterval()

    init(_ plan: CodecPlan, _ tables: CodecTables) {
        trees = RangeTrees(plan, tables)
        model = trees.model
    }

    mutating func begin() {
        model.begin()
        interval.begin()
    }

    /// Writes the last bytes, and all of them backwards behind what `writer` holds, whole bytes.
    mutating func finish(_ writer: inout BitWriter) {
        interval.finish()
        for byte in interval.bytes.reversed() { writer.write(UInt32(byte), bits: 8) }
    }

    @inline(__always)
    mutating func put(_ symbol: Int, bits: Int, in context: Int, _ writer: inout BitWriter) {
        model.meet(context, bits: bits, trees)
        RangeEncoder.put(symbol, in: context, trees, &model.nodes, &interval)
    }

    private static func put(
        _ symbol: Int, in context: Int, _ trees: borrowing RangeTrees, _ nodes: inout [UInt16],
        _ interval: inout RangeInterval
    ) {
        let children = trees.children.span
        var nodes = nodes.mutableSpan
        var (low, range) = (interval.low, interval.range)
        let path = UInt32(trees.paths[context &+ symbol])
        var bits = path >> 4
        var left = path & 15
        var place = context &+ 1
        while true {
            let bit = bits & 1
            let probability = UInt32(nodes[place])
            nodes[place] = RangeModel.learned(probability, bit)
            let bound = (range >> 16) &* probability
            if bit != 0 {
                range = bound
            } else {
                low &+= UInt64(bound)
                range &-= bound
            }
            while range < 1 << 24 {
                range <<= 8
                low = interval.shifted(low)
            }
            left &-= 1
            guard left != 0 else { break }
            bits >>= 1
            place = context &+ Int(children[2 &* place &+ Int(bit)])
        }
        (interval.low, interval.range) = (low, range)
    }

    @inline(__always)
    mutating func put(_ isSet: Bool, in context: Int, _ writer: inout BitWriter) {
        put(isSet ? 1 : 0, bits: 1, in: context, &writer)
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ writer: borrowing BitWriter) {}
}

/// The interval of a range encoder, and the bytes that it has left behind.
struct RangeInterval: Sendable {
    var low: UInt64 = 0
    var range: UInt32 = .max
    /// The last byte below 255 that a carry could still change, and how many 255s follow it.
    private var held: UInt8 = 0
    private var heldFull = 0
    private var hasHeld = false
    private(set) var bytes: [UInt8] = []

    mutating func begin() {
        low = 0
        range = .max
        heldFull = 0
        hasHeld = false
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func finish() {
        // The range is at least 2^24: some multiple of 2^16 lies in it with all that can follow it.
        low = (low + 0xFFFF) & ~0xFFFF
        low = shifted(low)
        low = shifted(low)
        release(carry: 0)
    }

    /// Moves the highest of the four bytes of `low` out and returns the rest.
    mutating func shifted(_ low: UInt64) -> UInt64 {
        let carry = UInt8(truncatingIfNeeded: low >> 32)
        let top = UInt8(truncatingIfNeeded: low >> 24)
        if carry != 0 || top != 0xFF {
            release(carry: carry)
            held = top
            hasHeld = true
        } else {
            heldFull += 1
        }
        return (low & 0xFF_FFFF) << 8
    }

    private mutating func release(carry: UInt8) {
        if hasHeld { bytes.append(held &+ carry) }
        for _ in 0..<heldFull { bytes.append(0xFF &+ carry) }
        heldFull = 0
    }
}
