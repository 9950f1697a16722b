import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: any bytes give a valid state or are refused")
struct CodecRefusalTests {
    /// A few packets with all that packets can have, of small worlds.
    private static func samples(_ mode: CodecMode) throws -> [(CodecBench, CodecStep, [UInt8])] {
        var samples: [(CodecBench, CodecStep, [UInt8])] = []
        var seed: UInt64 = 900
        while samples.count < 6 {
            seed += 1
            var invention = CodecInvention(seed: seed)
            let shape = try invention.shape()
            let history = invention.history(shape, count: 7)
            let step = CodecStep(history, 6, &invention.random)
            var bench = CodecBench(shape, mode)
            let bytes = bench.packet(step)
            guard (20...160).contains(bytes.count), step.ages.behind > 0 || samples.isEmpty else {
                continue
            }
            samples.append((bench, step, bytes))
        }
        return samples
    }

    /// Decodes; true when the bytes were taken, which then are a state that a client could hold.
    private static func isTaken(
        _ bytes: [UInt8], _ bench: inout CodecBench, _ step: CodecStep,
        _ what: @autoclosure () -> String
    ) -> Bool {
        guard let snapshot = try? bench.decoded(bytes, step) else { return false }
        let isValid = bench.isValid(snapshot)
        #expect(isValid, "\(what())")
        // A client that compares hashes notices.
        let isNoticed = snapshot == step.now || snapshot.viewHash != step.now.viewHash
        #expect(isNoticed, "\(what())")
        return true
    }

    @Test("speed: a packet that ends at any bit before its last")
    func truncatedBits() throws {
        for (number, sample) in try CodecRefusalTests.samples(.speed).enumerated() {
            var (bench, step, bytes) = sample
            for bits in 0..<(bytes.count * 8) {
                var cut = Array(bytes.prefix((bits + 7) / 8))
                if bits & 7 != 0 { cut[cut.count - 1] &= (1 << UInt8(bits & 7)) - 1 }
                let isTaken = CodecRefusalTests.isTaken(
                    cut, &bench, step, "sample \(number), \(bits) bits")
                #expect(!isTaken || cut.count == bytes.count, "sample \(number), \(bits) bits")
            }
        }
    }

    @Test("dense: a packet without its last bytes, or its first")
    func truncatedBytes() throws {
        var refused = 0
        var tried = 0
        for (number, sample) in try CodecRefusalTests.samples(.dense).enumerated() {
            var (bench, step, bytes) = sample
            for count in 0..<bytes.count {
                for cut in [Array(bytes.prefix(count)), Array(bytes.suffix(count))] {
                    let isTaken = CodecRefusalTests.isTaken(
                        cut, &bench, step, "sample \(number), \(count) bytes")
                    refused += isTaken ? 0 : 1
                    tried += 1
                }
            }
        }
        #expect(refused > tried * 9 / 10)
    }

    @Test("every bit, turned round", arguments: CodecMode.allCases)
    func flipped(mode: CodecMode) throws {
        var different = 0
        for (number, sample) in try CodecRefusalTests.samples(mode).enumerated() {
            var (bench, step, bytes) = sample
            #expect(try bench.decoded(bytes, step) == step.now)
            for bit in 0..<(bytes.count * 8) {
                var bent = bytes
                bent[bit / 8] ^= 1 << UInt8(bit & 7)
                let isTaken = CodecRefusalTests.isTaken(
                    bent, &bench, step, "sample \(number), bit \(bit)")
                if !isTaken { different += 1 }
            }
        }
        #expect(different > 0)
    }

    @Test("random bytes", arguments: CodecMode.allCases, UInt64(1)...50)
    func random(mode: CodecMode, seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let history = invention.history(shape, count: 5)
        let step = CodecStep(history, 4, &invention.random)
        var bench = CodecBench(shape, mode)
        let sample = bench.packet(step)
        for turn in 0..<1_000 {
            var bytes: [UInt8]
            if turn.isMultiple(of: 2) {
                let most = turn.isMultiple(of: 10) ? 200 : 20
                let mask = UInt8(truncatingIfNeeded: invention.random.word())
                bytes = (0..<invention.random.int(in: 0...most)).map { _ in
                    UInt8(truncatingIfNeeded: invention.random.word()) & mask
                }
            } else {
                bytes = sample
                for _ in 0..<invention.random.int(in: 1...6) {
                    let place = invention.random.int(in: 0...(bytes.count - 1))
                    bytes[place] = UInt8(truncatingIfNeeded: invention.random.word())
                }
            }
            _ = CodecRefusalTests.isTaken(bytes, &bench, step, "seed \(seed), turn \(turn)")
        }
    }
}
