/// Writes values of up to 32 bits one after the other, lowest bit first, into bytes it keeps.
///
/// Reused, it allocates only while it grows.
public struct BitWriter: Sendable {
    /// The whole bytes written so far; complete only after `finish`.
    public private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingBits = 0

    /// An empty writer.
    public init() {}

    /// Bits written so far.
    public var bitCount: Int { bytes.count * 8 + pendingBits }

    /// Forgets what was written and keeps the memory.
    public mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        pending = 0
        pendingBits = 0
    }

    /// Writes the low `bits` bits (0…32) of `value`.
    @inline(__always)
    public mutating func write(_ value: UInt32, bits: Int) {
        let mask = (UInt64(1) << UInt64(bits)) &- 1
        pending |= (UInt64(value) & mask) << UInt64(pendingBits)
        pendingBits &+= bits
        if pendingBits >= 32 { putWord() }
    }

    /// Moves four bytes at once: to append each costs a check each.
    private mutating func putWord() {
        unsafe withUnsafeBytes(of: UInt32(truncatingIfNeeded: pending).littleEndian) {
            unsafe bytes.append(contentsOf: $0)
        }
        pending >>= 32
        pendingBits &-= 32
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
        while pendingBits > 0 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits &-= 8
        }
        pendingBits = 0
    }
}
