import Testing
import UmpireBasics

@testable import UmpireState

@Suite("rotations")
struct RotationTests {
    /// The angle between two, in radians.
    static func angle(_ one: Rotation, _ other: Rotation) -> Double {
        func distance(_ sign: Double) -> Double {
            let (x, y) = (
                Double(one.x) - sign * Double(other.x), Double(one.y) - sign * Double(other.y)
            )
            let (z, w) = (
                Double(one.z) - sign * Double(other.z), Double(one.w) - sign * Double(other.w)
            )
            return (x * x + y * y + z * z + w * w).squareRoot()
        }
        return 2 * min(distance(1), distance(-1))
    }

    static func any(_ random: inout GameRandom) -> Rotation {
        Rotation(
            x: random.float(in: -1..<1), y: random.float(in: -1..<1),
            z: random.float(in: -1..<1), w: random.float(in: -1..<1))
    }

    @Test("a quarter turn around z takes x to y; its inverse takes it back")
    func quarter() {
        let turned = Rotation(turns: 0.25, aroundX: 0, y: 0, z: 3)
        let there = turned.applied(toX: 2, y: 0, z: 5)
        #expect(abs(there.x) < 1e-5 && abs(there.y - 2) < 1e-5 && abs(there.z - 5) < 1e-5)
        let back = turned.inverse.applied(toX: there.x, y: there.y, z: there.z)
        #expect(abs(back.x - 2) < 1e-5 && abs(back.y) < 1e-5 && abs(back.z - 5) < 1e-5)
    }

    @Test("a product turns by the right one first", arguments: UInt64(1)...50)
    func product(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let (one, other) = (RotationTests.any(&random), RotationTests.any(&random))
        let first = other.applied(toX: 1, y: 2, z: 3)
        let both = one.applied(toX: first.x, y: first.y, z: first.z)
        let at = (one * other).applied(toX: 1, y: 2, z: 3)
        #expect(abs(at.x - both.x) + abs(at.y - both.y) + abs(at.z - both.z) < 1e-5)
        #expect(RotationTests.angle(one * other * other.inverse, one) < 1e-5, "seed \(seed)")
    }

    @Test("turning is around the world's axes, and many turns keep the length")
    func turning() {
        var rotation = Rotation(turns: 0.1, aroundX: 1, y: 0, z: 0)
        for _ in 0..<1_000 { rotation = rotation.turned(by: 0.003, aroundX: 0, y: 1, z: 0) }
        let last = Rotation(turns: 3, aroundX: 0, y: 1, z: 0)
        let direct = last * Rotation(turns: 0.1, aroundX: 1, y: 0, z: 0)
        #expect(RotationTests.angle(rotation, direct) < 1e-3)
    }

    @Test("what has no length, or is no number, is not turned")
    func nothing() {
        let odd: [Float] = [0, .nan, .infinity, -.infinity]
        for part in odd {
            #expect(Rotation(x: part, y: 0, z: 0, w: 0) == .identity)
            #expect(Rotation(turns: 0.2, aroundX: part, y: 0, z: 0) == .identity)
            #expect(Rotation(turns: part, aroundX: 0, y: 0, z: 1) == .identity)
        }
        let least = Float.leastNonzeroMagnitude
        #expect(Rotation(x: least, y: 0, z: 0, w: 0).x == 1)
        let most = Float.greatestFiniteMagnitude
        #expect(Rotation(x: 0, y: most, z: 0, w: 0).y == 1)
    }
}

@Suite("rotations in row words")
struct RotationCodingTests {
    @Test("a word that a rotation has is the word of what it stands for", arguments: 5...10)
    func roundTrip(bits: Int) {
        let coding = RotationCoding(bits: bits)
        var random = GameRandom(seed: UInt64(bits))
        for turn in 0..<2_000 {
            let rotation =
                turn.isMultiple(of: 3) ? special(&random) : RotationTests.any(&random)
            let word = coding.word(of: rotation)
            let back = coding.rotation(of: word)
            #expect(coding.word(of: back) == word, "\(rotation)")
            // The root of three for three numbers, two steps where two parts are as large.
            #expect(RotationTests.angle(rotation, back) < 5 / Double(coding.limit), "\(rotation)")
        }
    }

    /// Quarter and third turns, and what is very near to them.
    private func special(_ random: inout GameRandom) -> Rotation {
        func part() -> Float {
            let whole = Float(random.int(in: -1...1))
            return random.chance(0.5) ? whole : whole + random.float(in: -0.01..<0.01)
        }
        return Rotation(x: part(), y: part(), z: part(), w: part())
    }

    @Test("each word is a rotation that keeps its own word", arguments: 5...10)
    func anyWord(bits: Int) {
        let coding = RotationCoding(bits: bits)
        var random = GameRandom(seed: UInt64(bits))
        let greatest = UInt32.max >> UInt32(32 - coding.wordBits)
        for word in [0, greatest] + (0..<2_000).map({ _ in random.word() & greatest }) {
            let rotation = coding.rotation(of: word)
            let settled = coding.word(of: rotation)
            #expect(coding.rotation(of: settled) == rotation, "word \(word)")
            let length = rotation.applied(toX: 0, y: 0, z: 1)
            let square = length.x * length.x + length.y * length.y + length.z * length.z
            #expect(abs(square - 1) < 1e-5, "word \(word)")
        }
    }

    @Test("quarter turns are what they were, to a step")
    func quarters() {
        let coding = RotationCoding(bits: 9)
        let word = coding.word(of: Rotation(turns: 0.25, aroundX: 0, y: 0, z: 1))
        #expect(coding.largest(of: word) == 2)
        #expect((0..<3).map { coding.part($0, of: word) } == [256, 256, 511])
    }

    @Test("the largest part comes first, then the others in order")
    func layout() {
        let coding = RotationCoding(bits: 5)
        let word = coding.word(of: Rotation(x: 0.1, y: -0.2, z: -0.9, w: 0.3))
        // Turned round, so that z is positive.
        #expect(coding.largest(of: word) == 2)
        #expect(word >> 15 == 2)
        #expect((0..<3).map { coding.part($0, of: word) } == [13, 20, 9])
        #expect(coding.word(largest: 2, RotationNumbers(13, 20, 9)) == word)
    }

    @Test("widths of words: 17, 20 and so on to 32 bits, and no others")
    func widths() {
        let widths = (0...40).filter { RotationCoding(wordBits: $0) != nil }
        #expect(widths == [17, 20, 23, 26, 29, 32])
        #expect(RotationCoding(wordBits: 29)?.bits == 9)
    }
}
