/// The seeded generator of SplitMix64, so that a failing seed fails again.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// A text of any characters with at most `maxBytes` bytes.
    mutating func text(maxBytes: Int) -> [UInt8] {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF,
            0x10000...0x10FFFF,
        ]
        var text: [UInt8] = []
        while true {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
            guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)),
                let bytes = UTF8.encode(scalar), text.count + bytes.count <= maxBytes
            else { return text }
            text += bytes
        }
    }
}
