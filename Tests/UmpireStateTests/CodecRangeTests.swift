import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: the range coder")
struct CodecRangeTests {
    private struct Place {
        let context: Int
        let bits: Int
        let symbols: Int
    }

    private let plan: CodecPlan
    private let tables: CodecTables
    private let places: [Place]

    init() throws {
        let shape = try CodecInvention.shape([
            SchemaReadingField.integer(0, limit: 999).named("a"),
            SchemaReadingField.integer(0, limit: 15).named("b"),
        ])
        plan = CodecPlan(shape)
        var tables = CodecTables(plan, mode: .dense)
        // Shares at both ends too: almost sure, and almost never.
        for (index, context) in plan.contexts.enumerated() {
            for node in 1..<context.symbols where index % 3 > 0 {
                tables.setNode(context.start + node, index % 3 == 1 ? 31 : 0)
            }
        }
        self.tables = tables
        places = plan.contexts.map { Place(context: $0.start, bits: $0.bits, symbols: $0.symbols) }
    }

    private func encoded(_ symbols: [(place: Place, symbol: Int)], raw: [UInt32] = []) -> [UInt8] {
        var writer = BitWriter()
        var encoder = RangeEncoder(plan, tables)
        encoder.begin()
        for word in raw { writer.write(word, bits: 13) }
        for (place, symbol) in symbols {
            encoder.put(symbol, bits: place.bits, in: place.context, &writer)
        }
        writer.finish()
        encoder.finish(&writer)
        writer.finish()
        return writer.bytes
    }

    /// The symbols of these places, and the bits that are left for others.
    private func decoded(
        _ bytes: [UInt8], _ places: [Place]
    ) throws -> (symbols: [Int], rest: Int) {
        var reader = BitReader(bytes.span.bytes)
        var decoder = RangeDecoder(plan, tables)
        decoder.begin(reader)
        var symbols: [Int] = []
        for place in places {
            symbols.append(try decoder.symbol(bits: place.bits, in: place.context, &reader))
        }
        try decoder.finish(&reader)
        return (symbols, reader.remainingBits)
    }

    @Test(
        "any symbols in any contexts come back, and the decoder ends where it must",
        arguments: UInt64(1)...100)
    func symbols(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let bias = Float(random.int(in: 0...4)) / 4
        let symbols = (0..<random.int(in: 0...400)).map { _ in
            let place = places[random.int(in: 0...(places.count - 1))]
            let last = place.symbols - 1
            let symbol = random.chance(bias) ? last : random.int(in: 0...last)
            return (place: place, symbol: symbol)
        }
        let raw = (0..<random.int(in: 0...9)).map { _ in random.word() & 0x1FFF }
        let bytes = encoded(symbols, raw: raw)
        let back = try decoded(bytes, symbols.map(\.place))
        #expect(back.symbols == symbols.map(\.symbol), "seed \(seed)")
        #expect(back.rest == (13 * raw.count + 7) / 8 * 8, "seed \(seed)")
        var reader = BitReader(bytes.span.bytes)
        for word in raw { #expect(try reader.read(13) == word, "seed \(seed)") }
    }

    /// Symbols of which the coder's bytes are about these.
    private func symbols(of target: [UInt8], _ random: inout GameRandom) throws -> [(Place, Int)] {
        let bytes = Array(target.reversed())
        var reader = BitReader(bytes.span.bytes)
        var decoder = RangeDecoder(plan, tables)
        decoder.begin(reader)
        var symbols: [(Place, Int)] = []
        // Fewer bytes than there are, more than the longest run.
        for _ in 0..<1_500 {
            let place = places[random.int(in: 0...(places.count - 1))]
            symbols.append(
                (place, try decoder.symbol(bits: place.bits, in: place.context, &reader)))
        }
        return symbols
    }

    @Test("a carry goes through long runs of full bytes", arguments: UInt64(1)...40)
    func carries(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let start = UInt8(random.int(in: 1...254))
        let length = random.int(in: 1...30)
        for (fill, isCarried) in [(UInt8(0xFF), false), (0x00, true)] {
            var target = [start] + [UInt8](repeating: fill, count: length)
            target += (0..<400).map { _ in UInt8(truncatingIfNeeded: random.word()) }
            let symbols = try symbols(of: target, &random)
            let bytes = encoded(symbols.map { (place: $0.0, symbol: $0.1) })
            let back = try decoded(bytes, symbols.map(\.0))
            #expect(back.symbols == symbols.map(\.1), "seed \(seed), carried: \(isCarried)")
            #expect(back.rest == 0, "seed \(seed)")
            // What the coder says lies where the target does: the run is there.
            let own = Array(bytes.reversed())
            let common = min(own.count - 4, target.count)
            #expect(common > length + 4, "seed \(seed)")
            #expect(own.prefix(common) == target.prefix(common), "seed \(seed)")
        }
    }

    @Test("an interval's bytes after a carry are those of the sum")
    func interval() {
        for run in 0...300 {
            for hasCarry in [false, true] {
                var interval = RangeInterval()
                interval.begin()
                // 0x12 and full bytes are held back until it is known whether something is added.
                interval.low = interval.shifted(0x12FF_FFFF)
                for _ in 0..<run { interval.low = interval.shifted(interval.low | 0xFF) }
                interval.low = hasCarry ? 0x1_0000_0000 : 0x7700_0000
                interval.finish()
                let first: [UInt8] = hasCarry ? [0x13] : [0x12]
                let filled = [UInt8](repeating: hasCarry ? 0 : 0xFF, count: run)
                #expect(interval.bytes == first + filled + (hasCarry ? [0, 0] : [0x77, 0]))
            }
        }
    }

    @Test("a decoder that was given fewer bytes than its own cannot come to the same")
    func short() throws {
        let symbols = (0..<200).map { (place: places[$0 % places.count], symbol: 0) }
        let bytes = encoded(symbols)
        for count in 0..<bytes.count {
            let cut = Array(bytes.suffix(count))
            guard let back = try? decoded(cut, symbols.map(\.place)) else { continue }
            #expect(back.symbols != symbols.map(\.symbol), "\(count) bytes")
        }
    }
}
