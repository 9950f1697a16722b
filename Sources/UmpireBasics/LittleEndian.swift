extension [UInt8] {
    /// Appends a number's bytes, lowest first, as frames and recordings have them.
    @inlinable
    package mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
