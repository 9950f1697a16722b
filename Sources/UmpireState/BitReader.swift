/// Why bytes of a peer could not be read.
public enum DecodeError: Error, Equatable, Sendable {
    /// The bytes end before the value does, at this bit.
    case truncated(bit: Int)
    /// A varint has more than eight groups.
    case varintTooLong
    /// More entities than a table may hold.
    case tooManyEntities(Int)
    /// A new entity has an id that is in the table already.
    case duplicateEntity(UInt16)
    /// New ids do not come in order.
    case unorderedEntities(UInt16)
    /// A row word above the field's limit.
    case aboveLimit(word: UInt32, limit: UInt32)
    /// The frame names a baseline that is not held.
    case unknownBaseline(age: Int)
    /// More cues than a tick may have.
    case tooManyCues(Int)
    /// Bits behind the end are not zero, or bytes are left over.
    case trailingBytes(Int)
    /// The frame's header is not one of this kind.
    case badHeader
    /// A symbol that its alphabet does not have.
    case badSymbol(Int)
    /// A place among the old rows, or the ids, that is none.
    case badPlace(Int)
}

/// Reads what `BitWriter` wrote; never beyond the bytes.
public struct BitReader: ~Escapable {
    private let bytes: RawSpan
    /// Bits read so far.
    public private(set) var position: Int
    /// Bits behind which nothing is read.
    private var end: Int

    /// A reader of `bytes` that starts at byte number `start`, or at the end if there are fewer.
    @_lifetime(copy bytes)
    public init(_ bytes: RawSpan, from start: Int = 0) {
        self.bytes = bytes
        end = bytes.byteCount * 8
        position = min(start * 8, end)
    }

    /// Bits that are left.
    public var remainingBits: Int { end - position }

    /// The next bits, at least 57 where there are as many; zeros beyond the end.
    @inline(__always)
    var ahead: UInt64 {
        let first = position >> 3
        var word: UInt64 = 0
        if first + 8 <= bytes.byteCount {
            word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self)
        } else {
            for index in first..<bytes.byteCount {
                let byte = unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                word |= UInt64(byte) << UInt64(8 * (index - first))
            }
        }
        return word &>> UInt64(truncatingIfNeeded: position & 7)
    }

    /// Goes on by `bits` bits, which must be there.
    @inline(__always)
    mutating func skip(_ bits: Int) throws(DecodeError) {
        guard bits <= remainingBits else { throw .truncated(bit: position) }
        position += bits
    }

    /// A byte counted from the last, 0, backwards; zero beyond the first.
    @inline(__always)
    func byte(fromEnd index: Int) -> UInt8 {
        let place = bytes.byteCount - 1 - index
        return place < 0 ? 0 : unsafe bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self)
    }

    /// Leaves the last `count` bytes to somebody else; what was read must not be among them.
    mutating func dropLast(_ count: Int) throws(DecodeError) {
        let rest = bytes.byteCount * 8 - count * 8
        guard rest >= position else { throw .truncated(bit: position) }
        end = rest
    }

    /// Reads `bits` bits, 0…32.
    @inline(__always)
    public mutating func read(_ bits: Int) throws(DecodeError) -> UInt32 {
        let word = ahead
        try skip(bits)
        return UInt32(truncatingIfNeeded: word & ((1 &<< UInt64(truncatingIfNeeded: bits)) &- 1))
    }

    /// Reads one bit.
    @inline(__always)
    public mutating func readBit() throws(DecodeError) -> Bool { try read(1) != 0 }

    /// Reads a number that `writeVarint` wrote.
    public mutating func readVarint() throws(DecodeError) -> UInt32 {
        var value: UInt32 = 0
        for group in 0..<8 {
            let part = try read(5)
            value |= (part & 15) << UInt32(4 * group)
            if part & 16 == 0 { return value }
        }
        throw .varintTooLong
    }

    /// Checks that nothing is left but zero bits of the last byte.
    public mutating func requireEnd() throws(DecodeError) {
        let left = remainingBits
        guard left < 8, try read(left) == 0 else { throw .trailingBytes(left / 8) }
    }
}
