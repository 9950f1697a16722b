/// The canonical prefix code of one context: shorter codes first, among equals the lower symbol.
enum PrefixCode {
    /// Calls `use` with each symbol that has a code, the code with its first bit lowest, and its
    /// length.
    static func forEach(
        _ lengths: ArraySlice<UInt8>, _ use: (_ symbol: Int, _ code: UInt32, _ length: Int) -> Void
    ) {
        var code: UInt32 = 0
        for length in 1...CodecTables.longestCode {
            for place in lengths.indices where Int(lengths[place]) == length {
                use(place - lengths.startIndex, reversed(code, bits: length), length)
                code += 1
            }
            code <<= 1
        }
    }

    private static func reversed(_ code: UInt32, bits: Int) -> UInt32 {
        var left = code
        var result: UInt32 = 0
        for _ in 0..<bits {
            result = result << 1 | left & 1
            left >>= 1
        }
        return result
    }
}

/// Speed mode, writing: each symbol's code is looked up.
struct PrefixEncoder: SymbolSink, Sendable {
    static var hasCheapFlags: Bool { false }

    /// Each symbol's code by its place, and the code's length in the lowest four bits.
    private var codes: [UInt16]

    /// Codes of no symbols at all when the tables are for the other mode.
    init(_ plan: borrowing CodecPlan, _ tables: borrowing CodecTables) {
        guard tables.mode == .speed else {
            codes = []
            return
        }
        var codes = [UInt16](repeating: 0, count: plan.places)
        for context in plan.contexts {
            let places = context.start..<(context.start + context.symbols)
            PrefixCode.forEach(tables.lengths[places]) { symbol, code, length in
                codes[context.start + symbol] = UInt16(code << 4 | UInt32(length))
            }
        }
        self.codes = codes
    }

    @inline(__always)
    mutating func put(_ symbol: Int, bits: Int, in context: Int, _ writer: inout BitWriter) {
        let code = codes[context + symbol]
        writer.write(UInt32(code >> 4), bits: Int(code & 15))
    }

    @inline(__always)
    mutating func put(_ isSet: Bool, in context: Int, _ writer: inout BitWriter) {
        writer.write(isSet)
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ writer: borrowing BitWriter) {}
}

/// Speed mode, reading: the next bits are looked up, whatever the code's length.
struct PrefixDecoder: SymbolSource, Sendable {
    static var hasCheapFlags: Bool { false }

    /// For each context its place in `entries` and the bits to look at (four bits), by its start.
    private var lookUps: [UInt32]
    /// The symbol, and the length of its code in the lowest four bits.
    private var entries: [UInt16] = []

    /// Looks nothing up when the tables are for the other mode.
    init(_ plan: borrowing CodecPlan, _ tables: borrowing CodecTables) {
        lookUps = []
        guard tables.mode == .speed else { return }
        lookUps = [UInt32](repeating: 0, count: plan.places)
        for context in plan.contexts where context.bits > 1 {
            let lengths = tables.lengths[
                context.start..<(context.start + context.symbols)]
            let longest = Int(lengths.max() ?? 1)
            let start = entries.count
            lookUps[context.start] = UInt32(start << 4 | longest)
            var found = [UInt16](repeating: 0, count: 1 << longest)
            PrefixCode.forEach(lengths) { symbol, code, length in
                for index in stride(from: Int(code), to: 1 << longest, by: 1 << length) {
                    found[index] = UInt16(symbol << 4 | length)
                }
            }
            entries += found
        }
    }

    @inline(__always)
    mutating func symbol(
        bits: Int, in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        let place = lookUps[context]
        let mask = (UInt64(1) << UInt64(place & 15)) - 1
        let entry = entries[Int(place >> 4) + Int(reader.ahead & mask)]
        try reader.skip(Int(entry & 15))
        return Int(entry >> 4)
    }

    @inline(__always)
    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool {
        try reader.readBit()
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ reader: borrowing BitReader) {}
}
