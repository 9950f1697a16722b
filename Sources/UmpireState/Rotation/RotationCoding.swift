/// How a rotation becomes a row word and back: the *smallest three* of its parts.
///
/// ```
///   │ number of the largest part: 2 bits │ the three others, in order: `bits` each │
/// ```
///
/// The largest is not sent, since the squares of all four add up to 1; it counts as positive. The
/// others are in −√½…√½, in 2^`bits` − 1 steps.
struct RotationCoding: BitwiseCopyable, Equatable, Sendable {
    /// Bits of each of the three parts, 5…10.
    let bits: Int

    static let allowedBits = 5...10

    /// Bits of the row word.
    var wordBits: Int { RotationCoding.wordBits(bits) }

    /// The greatest number of a part.
    var limit: Int { (1 << bits) - 1 }

    static func wordBits(_ bits: Int) -> Int { 2 + 3 * bits }

    private static let rootOfHalf = 0.707_106_781_186_547_6

    init(bits: Int) { self.bits = bits }

    /// The coding of row words of this width; nil when there is none.
    init?(wordBits: Int) {
        guard wordBits % 3 == 2, RotationCoding.allowedBits.contains(wordBits / 3) else {
            return nil
        }
        bits = wordBits / 3
    }

    /// The number of the part that is left out.
    func largest(of word: UInt32) -> Int { Int(word >> UInt32(3 * bits)) & 3 }

    /// One of the three parts of a word, as the number that was sent.
    func part(_ place: Int, of word: UInt32) -> Int {
        Int(word >> UInt32((2 - place) * bits)) & limit
    }

    /// The word of these numbers, which are in 0…`limit`.
    func word(largest: Int, _ numbers: RotationNumbers) -> UInt32 {
        let first = largest << bits | numbers.first
        return UInt32(
            truncatingIfNeeded: (first << bits | numbers.second) << bits | numbers.third)
    }
}

// MARK: - Rotation to word and back

extension RotationCoding {
    /// The word of a rotation: the nearest that stays the same when it is read and written again.
    func word(of rotation: Rotation) -> UInt32 {
        let parts = RotationParts(
            x: Double(rotation.x), y: Double(rotation.y), z: Double(rotation.z),
            w: Double(rotation.w))
        return settled(nearest(to: parts.unit))
    }

    /// The rotation of a word. One that no rotation has counts as the word of a rotation near it.
    func rotation(of word: UInt32) -> Rotation { Rotation(parts(of: settled(word))) }

    /// The word that a word becomes when it is read and written until it stays the same.
    ///
    /// Rounding may make another part the largest, at most a few times.
    private func settled(_ word: UInt32) -> UInt32 {
        var word = word
        for _ in 0..<RotationCoding.maxRounds {
            let rotation = Rotation(parts(of: word))
            let again = nearest(
                to: RotationParts(
                    x: Double(rotation.x), y: Double(rotation.y), z: Double(rotation.z),
                    w: Double(rotation.w)
                ).unit)
            guard again != word else { break }
            word = again
        }
        return word
    }

    private static let maxRounds = 8

    /// The word of the nearest numbers; `parts` have length 1.
    private func nearest(to parts: RotationParts) -> UInt32 {
        let largest = parts.largest
        let sign = parts[largest] < 0 ? -1.0 : 1.0
        var word = largest
        for number in 0..<4 where number != largest {
            // Half a step up and then down is rounding; it needs no call into libm.
            let steps = (sign * parts[number] * RotationCoding.rootOfHalf + 0.5) * Double(limit)
            word = word << bits | min(max(Int(steps + 0.5), 0), limit)
        }
        return UInt32(truncatingIfNeeded: word)
    }

    /// The parts of a word as they are sent; the largest is what is left, 0 if nothing is.
    private func parts(of word: UInt32) -> RotationParts {
        let largest = largest(of: word)
        var parts = RotationParts(x: 0, y: 0, z: 0, w: 0)
        var place = 0
        var rest = 1.0
        var greatest = 0.0
        for number in 0..<4 where number != largest {
            let steps = Double(2 * part(place, of: word) - limit)
            let value = steps / Double(limit) * RotationCoding.rootOfHalf
            parts[number] = value
            rest -= value * value
            greatest = max(greatest, value.magnitude)
            place += 1
        }
        let value = rest > 0 ? rest.squareRoot() : 0
        // Rounding may leave less for the largest than another part has, by two steps at most.
        // It is the largest all the same: quarter turns keep their words.
        let isClose = greatest - value < 3 / Double(limit)
        parts[largest] = isClose ? max(value, greatest + RotationCoding.leastMore) : value
        return parts.unit
    }

    /// More than rounding to a `Float` can take away.
    private static let leastMore = 1e-6
}
