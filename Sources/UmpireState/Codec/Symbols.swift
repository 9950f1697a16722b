/// Takes the symbols of a packet: writes them, or counts them.
///
/// A context is the place of its tree or code in the tables, with room for 2^`bits` symbols. Bits
/// that no model knows anything of go to the writer, past the sink.
protocol SymbolSink {
    /// Whether a flag may cost less than a bit: then each field that may change has one, where else
    /// masks stand for four.
    static var hasCheapFlags: Bool { get }
    /// A symbol of an alphabet of at most 2^`bits`.
    mutating func put(_ symbol: Int, bits: Int, in context: Int, _ writer: inout BitWriter)
    /// One bit.
    mutating func put(_ isSet: Bool, in context: Int, _ writer: inout BitWriter)
    /// A number: its token in `context`, then raw bits.
    mutating func put(number: UInt32, in context: Int, _ writer: inout BitWriter)
    /// An error's size, as a number, and if that is not 0 its sign; `sign`: the place of the sign
    /// context of size 1.
    mutating func put(
        error size: UInt32, isMinus: Bool, in context: Int, sign: Int, _ writer: inout BitWriter)
    /// What follows is spent on this place, until the next call.
    mutating func enter(_ place: SymbolPlace, _ writer: borrowing BitWriter)
    /// Whether it wants to know of movements.
    static var countsMovement: Bool { get }
    /// How wrong it would have been to expect that a quantity moves on, or that it stays.
    mutating func noteMovement(_ place: SymbolPlace, onward: UInt32, still: UInt32)
}

extension SymbolSink {
    static var countsMovement: Bool { false }
    func noteMovement(_ place: SymbolPlace, onward: UInt32, still: UInt32) {}

    @inline(__always)
    mutating func put(
        error size: UInt32, isMinus: Bool, in context: Int, sign: Int, _ writer: inout BitWriter
    ) {
        put(number: size, in: context, &writer)
        guard size > 0 else { return }
        put(isMinus, in: ErrorContext.sign(sign, error: size), &writer)
    }
}

/// Gives the symbols of a packet back.
protocol SymbolSource {
    /// As in `SymbolSink`.
    static var hasCheapFlags: Bool { get }
    mutating func symbol(
        bits: Int, in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int
    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool
    /// The size and the sign that `put(error:)` was given; −size if it is minus.
    ///
    /// A peer may tell of any size: 32 bits and a sign.
    mutating func error(
        in context: Int, sign: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int
    mutating func enter(_ place: SymbolPlace, _ reader: borrowing BitReader)
}

extension SymbolSource {
    @inline(__always)
    mutating func error(
        in context: Int, sign: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        let size = try number(in: context, &reader)
        guard size > 0 else { return 0 }
        let isMinus = try flag(in: ErrorContext.sign(sign, error: size), &reader)
        return isMinus ? 0 &- Int(size) : Int(size)
    }
}

/// What the bits of a packet are spent on.
struct SymbolPlace: Equatable, Sendable {
    /// The table's index; the scalars come behind the tables.
    var table: Int
    /// The field's index, or one of the two below.
    var field: Int

    /// Which entities come, go and change.
    static let entities = -1
    /// Which fields of a row change.
    static let mask = -2
}

extension SymbolSink {
    @inline(__always)
    mutating func put(number: UInt32, in context: Int, _ writer: inout BitWriter) {
        let token = Magnitude.token(of: number)
        put(token, bits: Magnitude.tokenBits, in: context, &writer)
        if token < Magnitude.escape {
            writer.write(number, bits: Magnitude.rawBits(of: token))
        } else {
            let (size, bits) = Magnitude.escapedBits(number)
            writer.write(size, bits: Magnitude.sizeBits)
            writer.write(number, bits: bits)
        }
    }
}

extension SymbolSource {
    /// The number that `put(number:)` was given.
    @inline(__always)
    mutating func number(
        in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        let token = try symbol(bits: Magnitude.tokenBits, in: context, &reader)
        if token < 4 { return UInt32(token) }
        if token < Magnitude.escape {
            return Magnitude.base(of: token) | (try reader.read(Magnitude.rawBits(of: token)))
        }
        let size = try reader.read(Magnitude.sizeBits)
        guard size <= Magnitude.sizeLimit else { throw .badSymbol(token) }
        let bits = Magnitude.rawBits(ofSize: size)
        return (1 << UInt32(bits)) | (try reader.read(bits))
    }
}
