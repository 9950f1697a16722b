import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: tables of an epoch on the wire")
struct CodecTablesTests {
    /// One quantity and one choice of five values in a table, no scalars.
    private static func shape() throws -> WorldShape {
        try CodecInvention.shape([
            SchemaReadingField.integer(0, limit: 999).named("a"),
            SchemaReadingField.integer(0, limit: 4).named("b"),
        ])
    }

    /// The bits of tables in which only context number `trained` is, with these values.
    private static func frame(
        _ plan: CodecPlan, trained: Int, _ values: [UInt32], bits: Int
    ) -> [UInt8] {
        var writer = BitWriter()
        for contexts in plan.tables.flatMap(\.fields) where contexts.isQuantity {
            writer.write(true)
        }
        for index in plan.contexts.indices {
            writer.write(index == trained)
            guard index == trained else { continue }
            for value in values { writer.write(value, bits: bits) }
        }
        writer.finish()
        return writer.bytes
    }

    private static func read(
        _ bytes: [UInt8], _ plan: CodecPlan, _ mode: CodecMode
    ) throws(DecodeError) -> CodecTables {
        var reader = BitReader(bytes.span.bytes)
        let tables = try CodecTables(&reader, plan, mode: mode, epoch: 1)
        try reader.requireEnd()
        return tables
    }

    private static func index(
        _ plan: CodecPlan, of assumption: Assumption
    ) throws -> Int {
        try #require(plan.contexts.firstIndex { $0.shape.assumption == assumption })
    }

    @Test("untrained tables are a bit for each quantity and each context")
    func untrained() throws {
        let plan = CodecPlan(try CodecTablesTests.shape())
        for mode in CodecMode.allCases {
            let tables = CodecTables(plan, mode: mode)
            #expect(tables.epoch == 0)
            var writer = BitWriter()
            tables.write(plan, into: &writer)
            #expect(writer.bitCount == 1 + plan.contexts.count)
            writer.finish()
            let read = try CodecTablesTests.read(writer.bytes, plan, mode)
            #expect(read.epoch == 1)
            let isSame = read.lengths == tables.lengths && read.nodes == tables.nodes
            #expect(isSame && read.moves == tables.moves)
        }
    }

    @Test("a frame that ends too early is refused", arguments: CodecMode.allCases)
    func truncated(mode: CodecMode) throws {
        var invention = CodecInvention(seed: 12)
        let shape = try CodecTablesTests.shape()
        let plan = CodecPlan(shape)
        let history = invention.history(shape, count: 40)
        var counts = SymbolCounts(plan, CodecTables(plan, mode: mode))
        for index in 1..<40 {
            let step = CodecStep(history, index, &invention.random)
            counts.add(step.now, against: step.baseline, after: step.predecessor, step.ages)
        }
        let tables = counts.tables(epoch: 1)
        #expect(tables.isTrained.contains(true))
        var writer = BitWriter()
        tables.write(plan, into: &writer)
        writer.finish()
        let isSame = try CodecTablesTests.read(writer.bytes, plan, mode) == tables
        #expect(isSame)
        for count in 0..<writer.bytes.count {
            #expect(throws: DecodeError.self) {
                try CodecTablesTests.read(Array(writer.bytes.prefix(count)), plan, mode)
            }
        }
    }

    @Test("speed: only lengths of a complete code are taken")
    func codes() throws {
        let plan = CodecPlan(try CodecTablesTests.shape())
        let choice = try CodecTablesTests.index(plan, of: .choice(limit: 4))
        let good: [[UInt32]] = [[1, 2, 3, 4, 4], [4, 4, 3, 2, 1], [3, 3, 2, 2, 2]]
        for lengths in good {
            let bytes = CodecTablesTests.frame(plan, trained: choice, lengths, bits: 4)
            let tables = try CodecTablesTests.read(bytes, plan, .speed)
            let start = plan.contexts[choice].start
            #expect(tables.lengths[start..<(start + 5)].map(UInt32.init) == lengths)
        }
        let bad: [[UInt32]] = [
            [1, 2, 3, 4, 5], [1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [0, 1, 2, 3, 3], [1, 2, 3, 4, 0],
            [1, 2, 3, 10, 10], [15, 1, 2, 3, 3], [3, 3, 3, 3, 3], [0, 0, 0, 0, 0],
        ]
        for lengths in bad {
            let bytes = CodecTablesTests.frame(plan, trained: choice, lengths, bits: 4)
            #expect(throws: DecodeError.badCode(plan.contexts[choice].start), "\(lengths)") {
                try CodecTablesTests.read(bytes, plan, .speed)
            }
        }
        let even = try CodecTablesTests.index(plan, of: .even)
        let bytes = CodecTablesTests.frame(plan, trained: even, [1, 1], bits: 4)
        #expect(throws: DecodeError.self) { try CodecTablesTests.read(bytes, plan, .speed) }
    }

    @Test("dense: each inner node of a trained context has one of 32 shares")
    func shares() throws {
        let plan = CodecPlan(try CodecTablesTests.shape())
        let choice = try CodecTablesTests.index(plan, of: .choice(limit: 4))
        let context = plan.contexts[choice]
        let assumed = CodecTables(plan, mode: .dense).nodes
        #expect(assumed.allSatisfy { $0 == 1 << 15 })
        for share in UInt32(0)..<32 {
            // Five symbols: four inner nodes.
            let values = (0..<4).map { (share + $0) % 32 }
            let bytes = CodecTablesTests.frame(plan, trained: choice, values, bits: 5)
            let nodes = try CodecTablesTests.read(bytes, plan, .dense).nodes
            for node in 1...4 {
                let expected = CodecTables.shares[Int(values[node - 1])]
                #expect(nodes[context.start + node] == UInt16(expected) << 8, "\(node)")
            }
            for place in nodes.indices where !(1...4).contains(place - context.start) {
                #expect(nodes[place] == assumed[place], "\(place)")
            }
        }
        #expect(CodecTables.shares.count == 32)
        #expect(zip(CodecTables.shares, CodecTables.shares.dropFirst()).allSatisfy(<))
        #expect(CodecTables.shares.allSatisfy { (1...255).contains($0) })
        for share in 0...255 {
            let nearest = CodecTables.shares[CodecTables.nearestShare(share)]
            let distance = abs(Int(nearest) - share)
            #expect(CodecTables.shares.allSatisfy { abs(Int($0) - share) >= distance })
        }
    }

    @Test("random tables are refused or can be used", arguments: CodecMode.allCases, UInt64(1)...20)
    func random(mode: CodecMode, seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try CodecTablesTests.shape()
        let plan = CodecPlan(shape)
        let history = invention.history(shape, count: 6)
        var taken = 0
        for _ in 0..<20 {
            // Few ones, so that few contexts are trained and some tables are taken.
            let bytes = (0..<400).map { _ in
                invention.random.chance(0.01)
                    ? UInt8(truncatingIfNeeded: invention.random.word()) : 0
            }
            var reader = BitReader(bytes.span.bytes)
            guard let tables = try? CodecTables(&reader, plan, mode: mode, epoch: 15) else {
                continue
            }
            taken += 1
            var bench = CodecBench(shape, tables)
            let step = CodecStep(history, 5, &invention.random)
            let isSame = try bench.decoded(bench.packet(step), step) == step.now
            #expect(isSame, "seed \(seed)")
        }
        #expect(taken > 0, "seed \(seed)")
    }
}
