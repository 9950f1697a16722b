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
    /// Of each number below `Magnitude.escaped`.
    private let tails: [ErrorTail]

    /// Codes of no symbols at all when the tables are for the other mode.
    init(_ plan: borrowing CodecPlan, _ tables: borrowing CodecTables) {
        guard tables.mode == .speed else {
            codes = []
            tails = []
            return
        }
        var codes: [UInt16] = []
        codes.reserveCapacity(plan.places)
        // Those of untrained contexts, by their shape.
        var known = [[UInt16]](repeating: [], count: plan.shapes)
        for (index, context) in plan.contexts.enumerated() {
            let shape = context.shape.number
            if !tables.isTrained[index], !known[shape].isEmpty {
                codes += known[shape]
                continue
            }
            var own = [UInt16](repeating: 0, count: 1 << context.bits)
            let places = context.start..<(context.start + context.symbols)
            PrefixCode.forEach(tables.lengths[places]) { symbol, code, length in
                own[symbol] = UInt16(code << 4 | UInt32(length))
            }
            codes += own
            if !tables.isTrained[index] { known[shape] = own }
        }
        self.codes = codes
        tails = (0..<Magnitude.escaped).map { ErrorTail($0) }
    }

    /// All at once: the code, the raw bits and the sign.
    @inline(__always)
    mutating func put(
        error size: UInt32, isMinus: Bool, in context: Int, sign: Int, _ writer: inout BitWriter
    ) {
        guard size < Magnitude.escaped else {
            put(number: size, in: context, &writer)
            return writer.write(isMinus)
        }
        let tail = tails[Int(size)]
        let code = UInt64(codes[context &+ Int(tail.token)])
        let raw = UInt64(isMinus ? tail.minus : tail.plus)
        let length = code & 15
        writer.put(
            code >> 4 | raw &<< length,
            bits: Int(truncatingIfNeeded: length &+ UInt64(tail.length)))
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

/// What comes behind the code of an error's size below `Magnitude.escaped`.
private struct ErrorTail: Sendable {
    /// The size's token.
    let token: UInt8
    /// Bits of what comes behind it: raw ones, and if the size is not 0 a sign.
    let length: UInt8
    let plus: UInt16
    let minus: UInt16

    init(_ size: UInt32) {
        let symbol = Magnitude.token(of: size)
        let rawBits = Magnitude.rawBits(of: symbol)
        let raw = UInt16(size & ((1 << UInt32(rawBits)) - 1))
        token = UInt8(symbol)
        length = UInt8(rawBits + (size == 0 ? 0 : 1))
        plus = raw
        minus = size == 0 ? raw : raw | 1 << UInt16(rawBits)
    }
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
        // Untrained contexts of one shape share their entries.
        var known = [UInt32](repeating: 0, count: plan.shapes)
        for (index, context) in plan.contexts.enumerated() where context.bits > 1 {
            let shape = context.shape.number
            if !tables.isTrained[index], known[shape] != 0 {
                lookUps[context.start] = known[shape]
                continue
            }
            let lengths = tables.lengths[
                context.start..<(context.start + context.symbols)]
            let longest = Int(lengths.max() ?? 1)
            let lookUp = UInt32(entries.count << 4 | longest)
            lookUps[context.start] = lookUp
            if !tables.isTrained[index] { known[shape] = lookUp }
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
        let mask = (UInt64(1) &<< UInt64(place & 15)) &- 1
        let entry = entries[Int(place >> 4) + Int(reader.ahead & mask)]
        try reader.skip(Int(entry & 15))
        return Int(entry >> 4)
    }

    /// All at once, but for large numbers: the code, the raw bits and the sign.
    @inline(__always)
    mutating func error(
        in context: Int, sign: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        let bits = reader.ahead
        let place = lookUps[context]
        let mask = (UInt64(1) &<< UInt64(place & 15)) &- 1
        let entry = entries[Int(place >> 4) + Int(bits & mask)]
        let token = Int(entry >> 4)
        guard token < Magnitude.escape else { return try largeError(in: context, &reader) }
        let length = UInt64(entry & 15)
        let rawBits = UInt64(Magnitude.rawBits(of: token))
        let raw = UInt32(truncatingIfNeeded: bits &>> length & ((1 &<< rawBits) &- 1))
        let size = Int(Magnitude.base(of: token) | raw)
        let isMinus = bits &>> (length &+ rawBits) & 1 != 0
        try reader.skip(Int(truncatingIfNeeded: length &+ rawBits) &+ (size == 0 ? 0 : 1))
        return isMinus ? 0 &- size : size
    }

    private mutating func largeError(
        in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        let size = Int(try number(in: context, &reader))
        return try reader.readBit() ? 0 &- size : size
    }

    @inline(__always)
    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool {
        try reader.readBit()
    }

    @inline(__always)
    func enter(_ place: SymbolPlace, _ reader: borrowing BitReader) {}
}
