/// Writes values of up to 32 bits one after the other, lowest bit first, into bytes it keeps.
///
/// Reused, it allocates only while it grows.
public struct BitWriter: Sendable {
    /// The whole bytes written so far; complete only after `finish`.
    public private(set) var bytes: [UInt8] = []
    /// What comes behind `bytes`, eight bytes in each word.
    private var words: [UInt64] = []
    private var pending: UInt64 = 0
    private var pendingBits = 0

    /// An empty writer.
    public init() {}

    /// Bits written so far.
    public var bitCount: Int { bytes.count * 8 + words.count * 64 + pendingBits }

    /// Forgets what was written and keeps the memory.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        pending = 0
        pendingBits = 0
    }

    /// Writes the low `bits` bits (0…32) of `value`.
    @inline(__always)
    public mutating func write(_ value: UInt32, bits: Int) {
        let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: bits)) &- 1
        put(UInt64(value) & mask, bits: bits)
    }

    /// Writes `bits` bits (0…64), above which `value` has none.
    @inline(__always)
    mutating func put(_ value: UInt64, bits: Int) {
        pending |= value &<< UInt64(truncatingIfNeeded: pendingBits)
        pendingBits &+= bits
        guard pendingBits >= 64 else { return }
        words.append(pending)
        pendingBits &-= 64
        // What did not fit; all of it did when nothing is left.
        pending = value >> UInt64(bits &- pendingBits)
    }

    /// What was written since the last `reset` or `finish`; nil when that is more than 128 bits.
    var lastBits: RowBits? {
        let count = words.count * 64 + pendingBits
        switch words.count {
        case 0: return RowBits(low: pending, count: count)
        case 1: return RowBits(low: words[0], high: pending, count: count)
        default: return count == 128 ? RowBits(low: words[0], high: words[1], count: 128) : nil
        }
    }

    /// Writes bits that were written elsewhere.
    mutating func write(_ bits: RowBits) {
        put(bits.low, bits: min(bits.count, 64))
        if bits.count > 64 { put(bits.high, bits: bits.count - 64) }
    }

    /// Writes one bit.
    @inline(__always)
    public mutating func write(_ bit: Bool) { write(bit ? 1 : 0, bits: 1) }

    /// Writes a number in groups of four bits, each followed by a bit: does another group follow?
    public mutating func writeVarint(_ value: UInt32) {
        var rest = value
        repeat {
            let group = rest & 15
            rest >>= 4
            write(group | (rest == 0 ? 0 : 16), bits: 5)
        } while rest != 0
    }

    /// Pads the last byte with zeros.
    public mutating func finish() {
        for word in words {
            unsafe withUnsafeBytes(of: word.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        words.removeAll(keepingCapacity: true)
        while pendingBits > 0 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits &-= 8
        }
        pending = 0
        pendingBits = 0
    }
}
