import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: trees, groups and rows as expected")
struct CodecTreeTests {
    @Test("each symbol is reached by the bits of its code")
    func paths() {
        let assumptions: [Assumption] =
            [.even, .row] + (1...4).map { .mask(fields: $0) } + (1...15).map { .choice(limit: $0) }
            + (0..<ErrorContext.count).map { .level($0) }
        for assumption in assumptions {
            let tree = DecisionTree(assumption.lengths)
            #expect(tree.nodes == assumption.symbols - 1)
            PrefixCode.forEach(assumption.lengths[...]) { symbol, code, length in
                #expect(tree.paths[symbol] == UInt16(code << 4) | UInt16(length))
                var node = 1
                for bit in 0..<length - 1 {
                    node = Int(tree.children[2 * node + Int(code >> UInt32(bit) & 1)])
                    #expect(node <= tree.nodes, "\(assumption) \(symbol)")
                }
                let end = tree.children[2 * node + Int(code >> UInt32(length - 1) & 1)]
                #expect(end == DecisionTree.leaf | UInt8(symbol), "\(assumption) \(symbol)")
            }
        }
    }

    @Test("inner nodes are numbered level by level, from the lower code")
    func numbers() {
        // 0, 10, 110, 1110, 1111: a chain. Then 00, 01, 10, 110, 111.
        #expect(
            DecisionTree([1, 2, 3, 4, 4]).children
                == [0, 0, 0x80, 2, 0x81, 3, 0x82, 4, 0x83, 0x84])
        #expect(
            DecisionTree([2, 2, 2, 3, 3]).children
                == [0, 0, 2, 3, 0x80, 0x81, 0x82, 4, 0x83, 0x84])
    }

    @Test("what branches count are the counts of their symbols")
    func sums() {
        let sums = DecisionTree([2, 2, 2, 3, 3]).sums(of: [1, 10, 100, 1_000, 10_000] as [UInt32])
        #expect(sums == [0, 0, 11, 11_100, 1, 10, 100, 11_000, 1_000, 10_000])
    }

    @Test("a group is quantities of one kind, and the choices right before them")
    func groups() throws {
        let shape = try CodecInvention.shape([
            SchemaReadingField.integer(0, limit: 3).named("a"),
            SchemaReadingField.integer(0, limit: 500).named("b"),
            SchemaReadingField.integer(0, limit: 4_000).named("c"),
            SchemaReadingField.integer(0, limit: 100_000).named("d"),
            SchemaReadingField.integer(0, limit: 1).named("e"),
            SchemaReadingField.integer(0, limit: 9).named("f"),
            SchemaReadingField.integer(0, limit: 500).named("g"),
            SchemaReadingField.integer(0, limit: 1).named("h"),
        ])
        let table = CodecPlan(shape).tables[0]
        #expect(table.fields.map(\.group) == [0, 0, 0, 1, 2, 2, 2, 3])
        #expect(table.groups == 4)
    }

    /// 40 rows of two quantities that move on evenly, but for those in `odd`.
    private static func march(_ shape: WorldShape, odd: Set<Int>) -> [Snapshot] {
        (0...4).map { turn in
            var snapshot = Snapshot(shape: shape)
            snapshot.tick = Tick(UInt32(turn))
            guard turn > 0 else { return snapshot }
            snapshot.tables[0].ids = (0..<40).map { UInt16($0) }
            snapshot.tables[0].words = (0..<40).flatMap { row -> [UInt32] in
                let step = UInt32(turn * (row % 5 + 1))
                let more: UInt32 = turn == 4 && odd.contains(row) ? 3 : 0
                return [100 + step + more, 600 + 2 * step]
            }
            return snapshot
        }
    }

    @Test("rows that are as expected cost little together", arguments: CodecMode.allCases)
    func exactRuns(mode: CodecMode) throws {
        let shape = try CodecInvention.shape([
            SchemaReadingField.integer(0, limit: 999).named("a"),
            SchemaReadingField.integer(0, limit: 999).named("b"),
        ])
        var bytes: [Int] = []
        for odd in [[], [0], [39], [0, 1, 20, 39], Set(0..<40)] as [Set<Int>] {
            let history = CodecTreeTests.march(shape, odd: odd)
            var random = GameRandom(seed: 1)
            var step = CodecStep(history, 1, &random)
            step.now = history[4]
            step.baseline = history[3]
            step.predecessor = history[2]
            step.ages = SnapshotAges(ahead: 1, behind: 1)
            var bench = CodecBench(shape, mode)
            let packet = bench.packet(step)
            let isSame = try bench.decoded(packet, step) == step.now
            #expect(isSame, "\(odd)")
            bytes.append(packet.count)
        }
        #expect(bytes[0] < bytes[4])
        // A symbol and a number for all 40.
        if mode == .speed { #expect(bytes[0] <= 5) }
    }

    @Test("rows that are shared between views give the bytes of an encoder that shares nothing")
    func shelves() throws {
        for seed in UInt64(1)...40 {
            var invention = CodecInvention(seed: seed)
            let shape = try invention.shape()
            let history = invention.history(shape, count: 12)
            var plain = CodecBench(shape, .speed)
            var sharing = CodecBench(shape, .speed)
            sharing.encoder.sharesRows = true
            for turn in 0..<60 {
                let step = CodecStep(history, turn % 11 + 1, &invention.random)
                // Twice, as two views would.
                for view in 0..<2 {
                    let isSame = sharing.packet(step) == plain.packet(step)
                    #expect(isSame, "seed \(seed), turn \(turn), view \(view)")
                }
            }
        }
    }
}
