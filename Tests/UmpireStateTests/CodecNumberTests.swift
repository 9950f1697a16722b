import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: numbers and lengths of codes")
struct CodecNumberTests {
    // MARK: - Magnitudes

    /// As the article says it.
    private static func token(_ number: UInt32) -> Int {
        guard number > 3 else { return Int(number) }
        guard number < 1_024 else { return 20 }
        var top = 0
        while number >> UInt32(top + 1) > 0 { top += 1 }
        return 2 * top + Int(number >> UInt32(top - 1)) % 2
    }

    /// 2^k and its neighbours, and what is at the borders of tokens.
    private static let borders: [UInt32] =
        (0..<32).flatMap { power -> [UInt32] in
            let number = UInt32(1) << UInt32(power)
            return [
                number - 1, number, number + 1, number | number >> 1, (number | number >> 1) &- 1,
            ]
        } + [.max, .max - 1]

    @Test("each token, and where it begins")
    func tokens() {
        for number in Array(0...1_100) + CodecNumberTests.borders {
            let token = Magnitude.token(of: number)
            #expect(token == CodecNumberTests.token(number), "\(number)")
            guard token < Magnitude.escape else { continue }
            let base = Magnitude.base(of: token)
            let end = base + 1 << UInt32(Magnitude.rawBits(of: token))
            #expect((base..<end).contains(number), "\(number)")
        }
        #expect(Set((0...1_024).map { Magnitude.token(of: $0) }) == Set(0...20))
    }

    @Test("every size comes back", arguments: CodecMode.allCases)
    func sizes(mode: CodecMode) throws {
        let shape = try CodecInvention.shape([.integer(0, limit: 999)])
        let plan = CodecPlan(shape)
        let tables = CodecTables(plan, mode: mode)
        let context = plan.tables[0].goneCount
        let numbers = CodecNumberTests.borders + Array(0...1_100)
        for number in numbers {
            var writer = BitWriter()
            var back: UInt32?
            switch mode {
            case .speed:
                var encoder = PrefixEncoder(plan, tables)
                encoder.put(number: number, in: context, &writer)
                writer.finish()
                var reader = BitReader(writer.bytes.span.bytes)
                var decoder = PrefixDecoder(plan, tables)
                back = try decoder.number(in: context, &reader)
                try reader.requireEnd()
            case .dense:
                var encoder = RangeEncoder(plan, tables)
                encoder.begin()
                encoder.put(number: number, in: context, &writer)
                writer.finish()
                encoder.finish(&writer)
                writer.finish()
                var reader = BitReader(writer.bytes.span.bytes)
                var decoder = RangeDecoder(plan, tables)
                decoder.begin(reader)
                back = try decoder.number(in: context, &reader)
                try decoder.finish(&reader)
                try reader.requireEnd()
            }
            #expect(back == number)
        }
    }

    @Test("a size above 31 bits is refused")
    func refused() throws {
        let plan = CodecPlan(try CodecInvention.shape([.integer(0, limit: 999)]))
        let context = plan.tables[0].goneCount
        let bits = Magnitude.tokenBits
        for size in UInt32(22)...31 {
            var writer = BitWriter()
            let tables = CodecTables(plan, mode: .speed)
            var encoder = PrefixEncoder(plan, tables)
            encoder.put(Magnitude.escape, bits: bits, in: context, &writer)
            writer.write(size, bits: 5)
            writer.write(0, bits: 32)
            writer.write(0, bits: 32)
            writer.finish()
            var reader = BitReader(writer.bytes.span.bytes)
            var decoder = PrefixDecoder(plan, tables)
            #expect(throws: DecodeError.badSymbol(Magnitude.escape)) {
                try decoder.number(in: context, &reader)
            }
        }
        // Dense mode has no tokens above the last: a tree ends in its symbols.
        for size in UInt32(22)...31 {
            var writer = BitWriter()
            var encoder = RangeEncoder(plan, CodecTables(plan, mode: .dense))
            encoder.begin()
            encoder.put(Magnitude.escape, bits: bits, in: context, &writer)
            writer.write(size, bits: 5)
            writer.write(0, bits: 32)
            writer.write(0, bits: 32)
            encoder.finish(&writer)
            writer.finish()
            var reader = BitReader(writer.bytes.span.bytes)
            var decoder = RangeDecoder(plan, CodecTables(plan, mode: .dense))
            decoder.begin(reader)
            #expect(throws: DecodeError.badSymbol(Magnitude.escape)) {
                try decoder.number(in: context, &reader)
            }
        }
    }

    // MARK: - Lengths

    private static func cost(_ weights: [UInt32], _ lengths: [UInt8]) -> UInt64 {
        zip(weights, lengths).reduce(0) { $0 + UInt64($1.0) * UInt64($1.1) }
    }

    /// The least cost of all codes: each way to give lengths is tried.
    private static func least(_ weights: [UInt32], _ longest: UInt8) -> UInt64 {
        var best = UInt64.max
        func go(_ lengths: [UInt8], _ room: Int) {
            guard room >= 0 else { return }
            guard lengths.count < weights.count else {
                best = min(best, cost(weights, lengths))
                return
            }
            for length in 1...longest { go(lengths + [length], room - 1 << Int(longest - length)) }
        }
        go([], 1 << Int(longest))
        return best
    }

    @Test("no other code is shorter", arguments: UInt64(1)...60)
    func optimal(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let count = random.int(in: 2...5)
        let longest = UInt8(random.int(in: count > 4 ? 3...5 : 2...6))
        let weights = (0..<count).map { _ in max(1, random.word() >> UInt32(random.int(in: 1...31)))
        }
        let lengths = found(weights, atMost: Int(longest))
        #expect(lengths.allSatisfy { (1...longest).contains($0) }, "seed \(seed)")
        #expect(
            CodecNumberTests.cost(weights, lengths) == CodecNumberTests.least(weights, longest),
            "seed \(seed): \(weights), \(lengths)")
    }

    @Test("codes are complete, and what comes more often is not longer", arguments: UInt64(1)...100)
    func complete(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let weights = (0..<random.int(in: 2...21)).map { index in
            random.chance(0.3)
                ? UInt32(1) << UInt32(min(index, 30))
                : max(1, random.word() >> UInt32(random.int(in: 1...31)))
        }
        let lengths = found(weights, atMost: CodecTables.longestCode)
        #expect(lengths.reduce(0) { $0 + 512 >> Int($1) } == 512, "seed \(seed)")
        for (one, length) in zip(weights, lengths) {
            for (other, otherLength) in zip(weights, lengths) where other < one {
                #expect(length <= otherLength, "seed \(seed)")
            }
        }
    }

    @Test("among equals the same ones are short on each machine")
    func ties() {
        #expect(found([1, 1], atMost: 9) == [1, 1])
        #expect(found([1, 1, 1], atMost: 9) == [2, 2, 1])
        #expect(found([5, 5, 5, 5, 5], atMost: 9) == [3, 3, 2, 2, 2])
        #expect(found([2, 1, 1], atMost: 9) == [1, 2, 2])
        #expect(found([1, 2, 4, 8, 16], atMost: 3) == [3, 3, 3, 3, 1])
    }

    @Test("what is assumed before training are complete codes")
    func assumed() {
        var assumptions: [Assumption] = [.even, .row]
        assumptions += (1...4).map { .mask(fields: $0) }
        assumptions += (1...15).map { .choice(limit: $0) }
        assumptions += (0..<ErrorContext.count).map { .level($0) }
        for assumption in assumptions {
            let lengths = assumption.lengths
            #expect(lengths.count == assumption.symbols, "\(assumption)")
            #expect(lengths.allSatisfy { (1...9).contains($0) }, "\(assumption)")
            #expect(lengths.reduce(0) { $0 + 512 >> Int($1) } == 512, "\(assumption)")
        }
    }
}

private func found(_ weights: [UInt32], atMost longest: Int) -> [UInt8] {
    var code = PrefixLengths()
    code.find(weights, atMost: longest)
    return code.lengths
}
