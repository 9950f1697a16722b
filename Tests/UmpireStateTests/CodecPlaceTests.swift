import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: places and ids that cannot be")
struct CodecPlaceTests {
    /// A number and the context in which a packet has it.
    private typealias Number = (path: KeyPath<RowContexts, Int>, number: UInt32)

    private let bench: CodecBench
    /// Rows 3, 5 and 9.
    private let baseline: Snapshot

    init() throws {
        let shape = try CodecInvention.shape([.integer(0, limit: 999)])
        bench = CodecBench(shape, .speed)
        var snapshot = Snapshot(shape: shape)
        snapshot.tables[0].ids = [3, 5, 9]
        snapshot.tables[0].words = [1, 2, 3]
        baseline = snapshot
    }

    /// The ids that a packet of these numbers leads to; rows behind a gap are all 0 or unchanged.
    private func ids(_ numbers: [Number]) throws -> [UInt16] {
        let contexts = bench.plan.tables[0]
        var coder = PrefixEncoder(bench.plan, bench.tables)
        var writer = BitWriter()
        writer.write(true)
        for (path, number) in numbers {
            coder.put(number: number, in: contexts[keyPath: path], &writer)
            let isCold = path == \.coldGap
            guard isCold || path == \.newGap else { continue }
            let mask = isCold ? contexts.coldMask : contexts.newMask
            coder.put(0, bits: RowContexts.maskBits, in: mask, &writer)
        }
        writer.finish()
        var snapshot = Snapshot(shape: bench.shape)
        var decoder = DeltaDecoder(bench.plan, bench.tables)
        var reader = BitReader(writer.bytes.span.bytes)
        try decoder.decode(
            &reader, against: baseline, after: baseline, SnapshotAges(), into: &snapshot)
        #expect(bench.isValid(snapshot))
        return snapshot.tables[0].ids
    }

    private func end(_ numbers: [Number]) -> [Number] {
        [(\.goneCount, 0), (\.coldCount, 0)] + numbers
    }

    @Test("what is possible to the last place is taken")
    func taken() throws {
        #expect(try ids(end([(\.newCount, 0)])) == [3, 5, 9])
        #expect(
            try ids([
                (\.goneCount, 2), (\.goneGap, 0), (\.goneGap, 1), (\.coldCount, 0),
                (\.newCount, 0),
            ]) == [5])
        #expect(
            try ids([
                (\.goneCount, 1), (\.goneGap, 2), (\.coldCount, 1), (\.coldGap, 1),
                (\.newCount, 1), (\.newGap, 65_535),
            ]) == [3, 5, 9])
        #expect(
            try ids(end([(\.newCount, 3), (\.newGap, 0), (\.newGap, 65_524), (\.newGap, 0)]))
                == [0, 3, 5, 9, 10, 65_535])
    }

    @Test("more rows go or change than there are")
    func tooMany() {
        let wrong: [[Number]] = [
            [(\.goneCount, 4)], [(\.goneCount, .max)],
            [(\.goneCount, 1), (\.goneGap, 3)],
            [(\.goneCount, 2), (\.goneGap, 1), (\.goneGap, 1)],
            [(\.goneCount, 1), (\.goneGap, .max)],
            [(\.goneCount, 0), (\.coldCount, 4)],
            [(\.goneCount, 1), (\.goneGap, 0), (\.coldCount, 3)],
            [(\.goneCount, 0), (\.coldCount, 1), (\.coldGap, 3)],
            [(\.goneCount, 1), (\.goneGap, 0), (\.coldCount, 1), (\.coldGap, 2)],
            [(\.goneCount, 0), (\.coldCount, 2), (\.coldGap, 2), (\.coldGap, 0)],
        ]
        for numbers in wrong {
            let last = Int(numbers.last?.number ?? 0)
            #expect(throws: DecodeError.badPlace(last)) { try ids(numbers) }
        }
    }

    /// The values after a packet in which these rows go, and from the row `first` of those that
    /// stay on all are as expected: one, and `run` more.
    private func values(
        gone: [UInt32] = [], staying first: Int = 0, run: UInt32
    ) throws -> [UInt32] {
        let contexts = bench.plan.tables[0]
        var coder = PrefixEncoder(bench.plan, bench.tables)
        var writer = BitWriter()
        writer.write(true)
        coder.put(number: UInt32(gone.count), in: contexts.goneCount, &writer)
        for gap in gone { coder.put(number: gap, in: contexts.goneGap, &writer) }
        // One field moved, by one.
        let row = contexts.row + ErrorContext.level(ofEnergy: 1) << RowSymbol.bits
        for _ in 0..<first { coder.put(RowSymbol.stays, bits: RowSymbol.bits, in: row, &writer) }
        coder.put(RowSymbol.exact, bits: RowSymbol.bits, in: row, &writer)
        coder.put(number: run, in: contexts.exactRun, &writer)
        for context in [contexts.coldCount, contexts.newCount] {
            coder.put(number: 0, in: context, &writer)
        }
        writer.finish()
        var predecessor = baseline
        predecessor.tables[0].words = [0, 1, 2]
        var snapshot = Snapshot(shape: bench.shape)
        var decoder = DeltaDecoder(bench.plan, bench.tables)
        var reader = BitReader(writer.bytes.span.bytes)
        try decoder.decode(
            &reader, against: baseline, after: predecessor, SnapshotAges(ahead: 1, behind: 1),
            into: &snapshot)
        try reader.requireEnd()
        return snapshot.tables[0].words
    }

    @Test("a run of rows that are as expected ends in the table, past those that are gone")
    func exactRuns() throws {
        #expect(try values(run: 2) == [2, 3, 4])
        #expect(try values(staying: 1, run: 1) == [1, 3, 4])
        #expect(try values(gone: [1], run: 1) == [2, 4])
        #expect(try values(gone: [0], run: 1) == [3, 4])
        #expect(try values(gone: [2], run: 1) == [2, 3])
        let wrong: [(gone: [UInt32], staying: Int, run: UInt32, left: Int)] = [
            ([], 0, 3, 1), ([], 1, 2, 1), ([], 2, 1, 1), ([1], 0, 2, 1), ([2], 1, 1, 1),
            ([0, 0], 0, 1, 1), ([], 0, .max, Int(UInt32.max) - 2),
            ([1], 0, .max, Int(UInt32.max) - 1),
        ]
        for (gone, staying, run, left) in wrong {
            #expect(throws: DecodeError.badPlace(left), "\(gone), \(staying), \(run)") {
                try values(gone: gone, staying: staying, run: run)
            }
        }
    }

    @Test("new rows that are there already, are too many or go round twice")
    func arrivals() {
        #expect(throws: DecodeError.duplicateEntity(5)) {
            try ids(end([(\.newCount, 1), (\.newGap, 65_531)]))
        }
        #expect(throws: DecodeError.tooManyEntities(Limits.entitiesPerTable - 2)) {
            try ids(end([(\.newCount, UInt32(Limits.entitiesPerTable - 2))]))
        }
        #expect(throws: DecodeError.badPlace(65_536)) {
            try ids(end([(\.newCount, 1), (\.newGap, 65_536)]))
        }
        #expect(throws: DecodeError.badPlace(.init(UInt32.max))) {
            try ids(end([(\.newCount, 1), (\.newGap, .max)]))
        }
        #expect(throws: DecodeError.badPlace(65_535)) {
            try ids(end([(\.newCount, 2), (\.newGap, 0), (\.newGap, 65_535)]))
        }
    }
}
