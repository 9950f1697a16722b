import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: what is encoded is decoded")
struct CodecRoundTripTests {
    private static func steps(
        _ invention: inout CodecInvention, _ shape: WorldShape
    ) -> [CodecStep] {
        let history = invention.history(shape, count: 12)
        return (0..<30).map { turn in
            CodecStep(history, turn < 11 ? turn + 1 : turn % 11 + 1, &invention.random)
        }
    }

    /// Tables that counted these steps, with quantities that move on or not as chance will.
    private static func trained(
        _ shape: WorldShape, _ mode: CodecMode, _ steps: [CodecStep], _ random: inout GameRandom
    ) -> CodecTables {
        let plan = CodecPlan(shape)
        var tables = CodecTables(plan, mode: mode)
        for (table, row) in plan.tables.enumerated() {
            for (field, contexts) in row.fields.enumerated() where contexts.isPredicted {
                tables.moves[table][field] = random.chance(0.5)
            }
        }
        var counts = SymbolCounts(plan, tables)
        for step in steps {
            counts.add(step.now, against: step.baseline, after: step.predecessor, step.ages)
        }
        return counts.tables(epoch: UInt8(random.int(in: 1...15)))
    }

    private static func check(_ bench: inout CodecBench, _ steps: [CodecStep], _ seed: UInt64) {
        for (turn, step) in steps.enumerated() {
            let bytes = bench.packet(step)
            do throws(DecodeError) {
                let snapshot = try bench.decoded(bytes, step)
                let isSame = snapshot == step.now
                #expect(isSame, "seed \(seed), turn \(turn), \(bench.tables.mode)")
            } catch {
                Issue.record("seed \(seed), turn \(turn), \(bench.tables.mode): \(error)")
            }
        }
    }

    @Test("any world, any client, without training", arguments: UInt64(1)...150)
    func untrained(seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let steps = CodecRoundTripTests.steps(&invention, shape)
        for mode in CodecMode.allCases {
            var bench = CodecBench(shape, mode)
            CodecRoundTripTests.check(&bench, steps, seed)
        }
    }

    @Test("any world, any client, with tables that went over the wire", arguments: UInt64(1)...100)
    func trained(seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let steps = CodecRoundTripTests.steps(&invention, shape)
        for mode in CodecMode.allCases {
            let tables = CodecRoundTripTests.trained(shape, mode, steps, &invention.random)
            var writer = BitWriter()
            tables.write(CodecPlan(shape), into: &writer)
            writer.finish()
            var reader = BitReader(writer.bytes.span.bytes)
            let read = try CodecTables(
                &reader, CodecPlan(shape), mode: mode, epoch: tables.epoch)
            try reader.requireEnd()
            let isSame = read == tables
            #expect(isSame, "seed \(seed)")
            var bench = CodecBench(shape, tables, read: read)
            #expect(bench.encoder.epoch == tables.epoch && bench.decoder.epoch == tables.epoch)
            CodecRoundTripTests.check(&bench, steps, seed)
        }
    }

    @Test("full tables come, change, empty and go round", arguments: CodecMode.allCases)
    func full(mode: CodecMode) throws {
        let shape = try CodecInvention.shape([
            SchemaReadingField.integer(0, limit: 999).named("a"),
            SchemaReadingField.integer(0, limit: 6).named("b"),
        ])
        let most = Limits.entitiesPerTable
        var history = [Snapshot(shape: shape)]
        // The second half of the third one are the ids below the first half's.
        for (turn, first) in [0, 0, 63_000, 63_000, 100, 61_440].enumerated() {
            var next = history[0]
            next.tick = Tick(UInt32(turn + 1))
            let ids = (0..<most).map { UInt16(truncatingIfNeeded: first + $0) }.sorted()
            next.tables[0].ids = ids
            next.tables[0].words = ids.flatMap { id in
                [(UInt32(id) &* 7 &+ UInt32(turn)) % 1_000, (UInt32(id) / 3 &+ UInt32(turn)) % 7]
            }
            history.append(next)
        }
        var empty = history[0]
        empty.tick = Tick(7)
        history.append(empty)
        var bench = CodecBench(shape, mode)
        for index in 1..<history.count {
            for held in 0..<index {
                var random = GameRandom(seed: 1)
                var step = CodecStep(history, 1, &random)
                step.now = history[index]
                step.baseline = history[held]
                step.predecessor = history[max(0, held - 1)]
                step.ages = SnapshotAges(ahead: 1, behind: held > 0 ? 1 : 0)
                let snapshot = try bench.decoded(bench.packet(step), step)
                let isSame = snapshot == step.now
                #expect(isSame, "to \(index) from \(held)")
            }
        }
    }

    @Test("a world of nothing is a packet of nothing", arguments: CodecMode.allCases)
    func nothing(mode: CodecMode) throws {
        var schema = SchemaReading()
        (schema.tables, schema.scalars, schema.input, schema.cue) = ([], [], [], [])
        let shape = try schema.description().world
        var bench = CodecBench(shape, mode)
        var random = GameRandom(seed: 1)
        let history = [Snapshot(shape: shape), Snapshot(shape: shape)]
        let step = CodecStep(history, 1, &random)
        let bytes = bench.packet(step)
        #expect(bytes.count == (mode == .speed ? 1 : 3))
        #expect(try bench.decoded(bytes, step) == history[1])
    }

    @Test("a field of one value takes part", arguments: CodecMode.allCases)
    func oneValue(mode: CodecMode) throws {
        let shape = try CodecInvention.shape(
            [
                SchemaReadingField.integer(7, limit: 0).named("a"),
                SchemaReadingField.integer(0, limit: 9).named("b"),
            ], scalars: [.integer(7, limit: 0)])
        var invention = CodecInvention(seed: 3)
        var bench = CodecBench(shape, mode)
        for step in CodecRoundTripTests.steps(&invention, shape) {
            let isSame = try bench.decoded(bench.packet(step), step) == step.now
            #expect(isSame)
        }
    }
}
