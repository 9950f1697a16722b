import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: the same input makes the same bytes")
struct CodecDeterminismTests {
    @Test("a packet after others is the packet alone", arguments: UInt64(1)...60)
    func alone(seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let history = invention.history(shape, count: 8)
        let steps = (1..<8).map { CodecStep(history, $0, &invention.random) }
        for mode in CodecMode.allCases {
            let fresh = CodecBench(shape, mode)
            var used = fresh
            let inOrder = steps.map { used.packet($0) }
            for (index, step) in steps.enumerated().reversed() {
                var alone = fresh
                #expect(alone.packet(step) == inOrder[index], "seed \(seed), \(mode)")
                #expect(used.packet(step) == inOrder[index], "seed \(seed), \(mode)")
                let snapshot = try alone.decoded(inOrder[index], step)
                let isSame = try used.decoded(inOrder[index], step) == snapshot
                #expect(isSame, "seed \(seed), \(mode)")
            }
        }
    }

    @Test("a refused packet leaves no trace in the decoder", arguments: UInt64(1)...40)
    func refused(seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let history = invention.history(shape, count: 6)
        let step = CodecStep(history, 5, &invention.random)
        for mode in CodecMode.allCases {
            var bench = CodecBench(shape, mode)
            let bytes = bench.packet(step)
            for count in 0..<min(bytes.count, 40) {
                _ = try? bench.decoded(Array(bytes.prefix(count)), step)
                let isSame = try bench.decoded(bytes, step) == step.now
                #expect(isSame, "seed \(seed), \(mode)")
            }
        }
    }

    @Test("what a predecessor holds does not matter when there is none", arguments: UInt64(1)...40)
    func noPredecessor(seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try invention.shape()
        let history = invention.history(shape, count: 6)
        var step = CodecStep(history, 5, &invention.random)
        step.baseline = history[4]
        step.ages = SnapshotAges(ahead: 3)
        for mode in CodecMode.allCases {
            var bench = CodecBench(shape, mode)
            step.predecessor = history[0]
            let bytes = bench.packet(step)
            step.predecessor = history[3]
            #expect(bench.packet(step) == bytes, "seed \(seed), \(mode)")
            let isSame = try bench.decoded(bytes, step) == step.now
            #expect(isSame, "seed \(seed), \(mode)")
        }
    }

    @Test(
        "the same counts make the same tables; counting leaves no trace",
        arguments: CodecMode.allCases)
    func counts(mode: CodecMode) throws {
        var invention = CodecInvention(seed: 5)
        let shape = try CodecInvention.shape(
            [SchemaReadingField.integer(0, limit: 999)], scalars: [.integer(0, limit: 5)])
        let history = invention.history(shape, count: 30)
        let steps = (1..<30).map { CodecStep(history, $0, &invention.random) }
        let plan = CodecPlan(shape)
        func tables(_ steps: [CodecStep]) -> CodecTables {
            var counts = SymbolCounts(plan, CodecTables(plan, mode: mode))
            for step in steps {
                counts.add(step.now, against: step.baseline, after: step.predecessor, step.ages)
            }
            return counts.tables(epoch: 3)
        }
        let isSame = tables(steps) == tables(steps.reversed())
        #expect(isSame)
        #expect(tables(steps).isTrained.contains(true))
        #expect(!tables([]).isTrained.contains(true))
    }
}
