import UmpireBasics

/// Breaks packets, as a broken or hostile sender would.
struct Breaking {
    private var random: GameRandom
    /// How many broken ones there are of each packet.
    private let times: Int

    init(seed: UInt64, times: Int) {
        random = GameRandom(seed: seed, stream: 4)
        self.times = times
    }

    /// Broken ones of a packet, each in its own way; none if it has no bytes from `first` on.
    mutating func all(of bytes: [UInt8], from first: Int = 0) -> [[UInt8]] {
        guard bytes.count > first else { return [] }
        return (0..<times).map { _ in broken(bytes, from: first) }
    }

    private mutating func broken(_ bytes: [UInt8], from first: Int) -> [UInt8] {
        var bytes = bytes
        let bits = 8 * first...8 * bytes.count - 1
        switch random.int(in: 0...9) {
        case 0:
            bytes.removeLast(random.int(in: 1...bytes.count - first))
        case 1, 2, 3:
            let start = random.int(in: bits)
            for (place, bit) in zip(start...bits.upperBound, Breaking.largest) {
                bytes.set(bit, at: place)
            }
        default:
            for _ in 0..<(random.pick([1, 1, 2, 8]) ?? 1) {
                let place = random.int(in: bits)
                bytes[place / 8] ^= 1 << UInt8(place % 8)
            }
        }
        return bytes
    }

    /// In speed mode, what is most often the number 2^32 − 1: a token's code of nine bits, five
    /// bits of its size, 21, and 31 bits of it. By chance alone it hardly ever comes.
    private static let largest: [Bool] =
        [Bool](repeating: true, count: 9) + [true, false, true, false, true]
        + [Bool](repeating: true, count: 31)
}

extension [UInt8] {
    fileprivate mutating func set(_ bit: Bool, at place: Int) {
        let mask = UInt8(1) << UInt8(place % 8)
        if bit { self[place / 8] |= mask } else { self[place / 8] &= ~mask }
    }
}
