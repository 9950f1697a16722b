import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: errors that are larger than they need be")
struct CodecErrorTests {
    /// A table of one row, of a small quantity, a group of two large ones and a rotation.
    private let shape: WorldShape
    private let plan: CodecPlan

    init() throws {
        shape = try CodecInvention.shape([
            .integer(0, limit: 999).named("small"),
            .integer(0, limit: Int(UInt32.max)).named("first"),
            .integer(0, limit: Int(UInt32.max)).named("second"),
            .plain("rotation", bits: 17).named("turn"),
        ])
        plan = CodecPlan(shape)
    }

    /// The rotation leaves out w; its numbers are 5, 16 and 16.
    private static let old: [UInt32] = [500, 10, 10, 3 << 15 | 5 << 10 | 16 << 5 | 16]
    /// Both large quantities come from one less.
    private static let older: [UInt32] = [500, 9, 9, old[3]]

    /// What a packet says of the row.
    private enum Row {
        /// It did not move, and this field has this error; of a rotation the first number.
        case cold(_ column: Int, _ size: UInt32, isMinus: Bool)
        /// The large quantities moved, and have these errors.
        case hot(_ first: UInt32, _ second: UInt32)

        var isHot: Bool { if case .hot = self { true } else { false } }
    }

    private func write(_ row: Row, _ sink: inout some SymbolSink, _ writer: inout BitWriter) {
        let contexts = plan.tables[0]
        sink.put(true, in: contexts.change, &writer)
        sink.put(number: 0, in: contexts.goneCount, &writer)
        switch row {
        case .cold(let column, let size, let isMinus):
            sink.put(number: 1, in: contexts.coldCount, &writer)
            sink.put(number: 0, in: contexts.coldGap, &writer)
            writeCold(column, size, isMinus, &sink, &writer)
        case .hot(let first, let second):
            writeHot(first, second, &sink, &writer)
            sink.put(number: 0, in: contexts.coldCount, &writer)
        }
        sink.put(number: 0, in: contexts.newCount, &writer)
    }

    private func writeCold<Sink: SymbolSink>(
        _ changed: Int, _ size: UInt32, _ isMinus: Bool, _ sink: inout Sink,
        _ writer: inout BitWriter
    ) {
        let contexts = plan.tables[0]
        if !Sink.hasCheapFlags {
            sink.put(1 << changed, bits: RowContexts.maskBits, in: contexts.coldMask, &writer)
        }
        for (column, field) in contexts.fields.enumerated() {
            let seen = column > changed ? 1 : 0
            if Sink.hasCheapFlags {
                let flag = field.flags + FlagContext.place(FlagContext.cold, changed: seen)
                sink.put(column == changed, in: flag, &writer)
            }
            guard column == changed else { continue }
            if field.kind == .rotation {
                sink.put(
                    0, bits: LargestContext.bits,
                    in: field.largest + LargestContext.quiet << LargestContext.bits, &writer)
            }
            let isHigh = field.isQuantity && CodecErrorTests.old[column] > field.limit / 2
            sink.put(
                error: size, isMinus: isMinus, in: field.error(ErrorContext.quiet),
                sign: field.sign(moves: false, isHigh: isHigh), &writer)
            guard field.kind == .rotation else { continue }
            for _ in 0..<2 {
                let context = field.error(ErrorContext.count + ErrorContext.quiet)
                sink.put(number: 0, in: context, &writer)
            }
        }
    }

    private func writeHot<Sink: SymbolSink>(
        _ first: UInt32, _ second: UInt32, _ sink: inout Sink, _ writer: inout BitWriter
    ) {
        let contexts = plan.tables[0]
        // Two moved, by two together.
        let level = ErrorContext.level(ofEnergy: 2)
        if Sink.hasCheapFlags {
            sink.put(true, in: contexts.rowFlag + 2 * (2 * 16 + level), &writer)
            sink.put(false, in: contexts.fields[0].flags + FlagContext.hot, &writer)
        } else {
            let context = contexts.row + level << RowSymbol.bits
            sink.put(RowSymbol.moves, bits: RowSymbol.bits, in: context, &writer)
        }
        // Each is expected to move on by one; the error of the first counts 65,535 at most.
        let energies: [UInt32] = [1, 1 + 8 * min(first, 0xFFFF)]
        for (place, error) in [first, second].enumerated() {
            let field = contexts.fields[1 + place]
            sink.put(
                error: error, isMinus: false,
                in: field.error(ErrorContext.level(ofEnergy: energies[place])),
                sign: field.sign(moves: true, isHigh: false), &writer)
        }
        if Sink.hasCheapFlags {
            let flag = contexts.fields[3].flags + FlagContext.place(FlagContext.hot, changed: 2)
            sink.put(false, in: flag, &writer)
        }
    }

    /// The row's words after a packet that says so.
    private func words(_ mode: CodecMode, _ row: Row) throws -> [UInt32] {
        let tables = CodecTables(plan, mode: mode)
        var writer = BitWriter()
        switch mode {
        case .speed:
            var sink = PrefixEncoder(plan, tables)
            write(row, &sink, &writer)
        case .dense:
            var sink = RangeEncoder(plan, tables)
            sink.begin()
            write(row, &sink, &writer)
            writer.finish()
            sink.finish(&writer)
        }
        writer.finish()
        var snapshot = Snapshot(shape: shape)
        var reader = BitReader(writer.bytes.span.bytes)
        var decoder = DeltaDecoder(plan, tables)
        try decoder.decode(
            &reader, against: held(CodecErrorTests.old), after: held(CodecErrorTests.older),
            SnapshotAges(ahead: 1, behind: row.isHot ? 1 : 0), into: &snapshot)
        try reader.requireEnd()
        return snapshot.tables[0].words
    }

    private func held(_ words: [UInt32]) -> Snapshot {
        var snapshot = Snapshot(shape: shape)
        snapshot.tables[0].ids = [7]
        snapshot.tables[0].words = words
        return snapshot
    }

    @Test("a quantity's error counts modulo 2^32", arguments: CodecMode.allCases)
    func quantity(mode: CodecMode) throws {
        let taken: [(size: UInt32, isMinus: Bool, word: UInt32)] = [
            (499, false, 999), (500, true, 0), (.max, false, 499), (.max, true, 501),
            (.max - 498, true, 999), (.max - 499, false, 0),
        ]
        for (size, isMinus, word) in taken {
            let words = try words(mode, .cold(0, size, isMinus: isMinus))
            #expect(words == [word] + CodecErrorTests.old[1...], "\(size)")
        }
        for size in [500, 1 << 31, .max - 500] as [UInt32] {
            #expect(throws: DecodeError.aboveLimit(word: 500 &+ size, limit: 999)) {
                try words(mode, .cold(0, size, isMinus: false))
            }
        }
    }

    @Test("a large error is large to the next quantity, whatever it comes to")
    func energy() throws {
        for mode in CodecMode.allCases {
            for first in [3, 70_000, 1 << 31, .max - 1] as [UInt32] {
                let words = try words(mode, .hot(first, 300))
                #expect(
                    words == [500, 11 &+ first, 311, CodecErrorTests.old[3]], "\(mode), \(first)")
            }
        }
    }

    @Test("a rotation's number is no number modulo anything", arguments: CodecMode.allCases)
    func rotation(mode: CodecMode) throws {
        for (size, isMinus, number) in [(26, false, 31), (5, true, 0)] as [(UInt32, Bool, UInt32)] {
            let words = try words(mode, .cold(3, size, isMinus: isMinus))
            #expect(words[3] == 3 << 15 | number << 10 | 16 << 5 | 16)
        }
        for (size, isMinus) in [(27, false), (6, true)] as [(UInt32, Bool)] {
            #expect(throws: DecodeError.self) {
                try words(mode, .cold(3, size, isMinus: isMinus))
            }
        }
        for size in [1 << 31, .max - 25, .max, .max - 4] as [UInt32] {
            for isMinus in [false, true] {
                #expect(throws: DecodeError.self, "\(size), \(isMinus)") {
                    try words(mode, .cold(3, size, isMinus: isMinus))
                }
            }
        }
    }
}
