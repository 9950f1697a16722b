import Foundation
import Testing
import UmpireBasics

@testable import UmpireState

@Suite("what is expected of a rotation")
struct RotationExpectationTests {
    /// A line of the file that decoders in other languages are checked against too.
    private struct Case: Decodable {
        let bits: Int
        let older: UInt32
        let old: UInt32
        let ahead: UInt8
        let behind: UInt8
        let largest: Int
        let lead: Int
        let numbers: [[Int]]
        let changes: [[Int]]
    }

    private func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Simulations/Conformance/rotations.json")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    }

    private func list(_ numbers: RotationNumbers) -> [Int] { (0..<3).map { numbers[$0] } }

    private func changes(_ numbers: ExpectedNumbers) -> [Int] {
        (0..<3).map { numbers.onward[$0] - numbers.still[$0] }
    }

    @Test("the same as other decoders expect")
    func golden() throws {
        let cases = try cases()
        #expect(cases.count >= 300)
        for known in cases {
            let expected = RotationExpectation(
                RotationCoding(bits: known.bits), old: known.old, older: known.older, moves: true,
                SnapshotAges(ahead: known.ahead, behind: known.behind))
            #expect(expected.largest == known.largest, "\(known)")
            #expect(expected.lead == known.lead, "\(known)")
            for largest in 0..<4 {
                let numbers = expected.numbers(without: largest)
                #expect(list(numbers.expected) == known.numbers[largest], "\(known)")
                #expect(changes(numbers) == known.changes[largest], "\(known)")
            }
        }
    }

    @Test("a rotation that does not go on is expected where it was, though its change is known")
    func still() throws {
        for known in try cases() {
            let coding = RotationCoding(bits: known.bits)
            let expected = RotationExpectation(
                coding, old: known.old, older: known.older, moves: false,
                SnapshotAges(ahead: known.ahead, behind: known.behind))
            #expect(expected.word == known.old)
            #expect(changes(expected.numbers(without: 1)) == known.changes[1])
        }
    }

    @Test("an even spin goes on, to a step of rounding", arguments: UInt64(1)...40)
    func spin(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let coding = RotationCoding(bits: 10)
        let start = RotationTests.any(&random)
        let axis = RotationTests.any(&random)
        let turns = random.float(in: 0..<0.24)
        func word(_ steps: Float) -> UInt32 {
            coding.word(
                of: start.turned(by: turns * steps, aroundX: axis.x, y: axis.y, z: axis.z))
        }
        let expected = RotationExpectation(
            coding, old: word(1), older: word(0), moves: true, SnapshotAges(ahead: 1, behind: 1))
        let now = word(2)
        let numbers = list(expected.numbers(without: coding.largest(of: now)).expected)
        for place in 0..<3 {
            // One step of rounding each for two times the old, the older and the new word.
            #expect(abs(numbers[place] - coding.part(place, of: now)) <= 3, "seed \(seed)")
        }
    }

    @Test("a slow spin goes on over several ticks at once, half ones too")
    func ahead() {
        let coding = RotationCoding(bits: 10)
        func rotation(_ degrees: Float) -> Rotation {
            Rotation(turns: degrees / 360, aroundX: 2, y: 3, z: 6)
        }
        for (ahead, behind) in [(6, 6), (3, 2), (2, 4), (1, 3), (5, 2)] {
            let expected = RotationExpectation(
                coding, old: coding.word(of: rotation(30)),
                older: coding.word(of: rotation(30 - 4 * Float(behind))), moves: true,
                SnapshotAges(ahead: UInt8(ahead), behind: UInt8(behind)))
            let found = coding.rotation(of: expected.word)
            let error = RotationTests.angle(found, rotation(30 + 4 * Float(ahead)))
            #expect(error < 0.015, "\(ahead) after \(behind)")
        }
    }

    @Test("a jump is not expected to go on")
    func jump() {
        let coding = RotationCoding(bits: 9)
        let old = coding.word(of: Rotation(turns: 0.3, aroundX: 0, y: 0, z: 1))
        let expected = RotationExpectation(
            coding, old: old, older: coding.word(of: .identity), moves: true,
            SnapshotAges(ahead: 1, behind: 1))
        #expect(expected.meanChange == 0)
        #expect(expected.word == old)
    }

    @Test("any two words, however far apart, give numbers in range", arguments: 5...10)
    func anyWords(bits: Int) {
        let coding = RotationCoding(bits: bits)
        var random = GameRandom(seed: UInt64(bits))
        let greatest = UInt32.max >> UInt32(32 - coding.wordBits)
        for _ in 0..<2_000 {
            let old = random.word() & greatest
            let isNear = random.chance(0.7)
            let older = isNear ? old ^ (random.word() & greatest >> 20) : random.word() & greatest
            let expected = RotationExpectation(
                coding, old: old, older: older, moves: true,
                SnapshotAges(
                    ahead: UInt8(random.int(in: 1...255)), behind: UInt8(random.int(in: 0...255))))
            #expect((0...3).contains(expected.largest))
            #expect((0...0xFFFF).contains(expected.lead))
            for largest in 0..<4 {
                for number in list(expected.numbers(without: largest).expected) {
                    #expect((0...coding.limit).contains(number))
                }
            }
        }
    }
}
