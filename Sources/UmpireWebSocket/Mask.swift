/// The mask of a frame: four bytes that every payload byte is combined with (RFC 6455 §5.3).
struct Mask: Sendable, BitwiseCopyable {
    /// The key with its first wire byte in the lowest bits.
    private let key: UInt32

    /// The mask whose first wire byte is the highest of `wireKey`.
    init(wireKey: UInt32) { key = wireKey.byteSwapped }

    /// Masks or unmasks `bytes` in place, eight at a time; the first one is byte `phase` of the
    /// frame's payload.
    func apply(to bytes: UnsafeMutableRawBufferPointer, phase: Int) {
        let shift = UInt32(truncatingIfNeeded: phase & 3) * 8
        let rotated = shift == 0 ? key : key >> shift | key << (32 - shift)
        let word = UInt64(rotated) | UInt64(rotated) << 32
        var index = 0
        while index + 8 <= bytes.count {
            let old = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            bytes.storeBytes(of: old ^ word.littleEndian, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        var rest = word
        while index < bytes.count {
            bytes[index] ^= UInt8(truncatingIfNeeded: rest)
            rest >>= 8
            index += 1
        }
    }
}
