import Testing
import UmpireBasics

@testable import UmpireState

@Suite("a field at twice its step")
struct CoarserTests {
    /// A table of these fields between two others, and these scalars.
    private static func description(
        _ fields: [SchemaReadingField], scalars: [SchemaReadingField] = []
    ) throws -> SchemaDescription {
        let others = [SchemaReadingField.float(0, 0.5, limit: 99).named("x")]
        var schema = SchemaReading()
        schema.tables = [
            SchemaReading.Table(name: "before", fields: others),
            SchemaReading.Table(name: "walkers", fields: fields),
            SchemaReading.Table(name: "behind", fields: others),
        ]
        schema.scalars = scalars
        schema.input = []
        schema.cue = []
        return try schema.description()
    }

    private static func turn(bits: Int) -> SchemaReadingField {
        var field = SchemaReadingField.float(0, 1 / Double(1 << bits), limit: (1 << bits) - 1)
        field.hint = "angle"
        return field
    }

    /// The coarser field under a name as reports give it.
    private static func coarser(
        _ description: SchemaDescription, _ table: String, _ field: String
    ) -> CoarserField? {
        FieldBits(description).parts.firstIndex { $0.table == table && $0.field == field }
            .flatMap { CoarserField(description.world, part: $0) }
    }

    @Test("the parts of a report name the field, in tables and scalars")
    func names() throws {
        let description = try CoarserTests.description(
            [.integer(0, limit: 9).named("a"), .float(-2, 0.05, limit: 401).named("b")],
            scalars: [CoarserTests.turn(bits: 8).named("wind")])
        let part = try #require(CoarserTests.coarser(description, "walkers", "b"))
        #expect(part.step == 0.05 && part.doubledStep == 0.1 && !part.isTurn)
        let plans = part.shape.tables.map(\.plan)
        #expect(plans.map { $0.fields.map(\.name) } == [["x"], ["a", "b"], ["x"]])
        #expect(plans.map { $0.fields.map(\.limit) } == [[99], [9, 200], [99]])
        #expect(plans[1].fields[1].coding.step == 0.1 && plans[1].fields[1].coding.floor == -2)
        #expect(part.shape.scalars.fields.map(\.limit) == [255])

        let wind = try #require(CoarserTests.coarser(description, "scalars", "wind"))
        #expect(wind.step == 1.0 / 256 && wind.isTurn)
        #expect(wind.shape.tables.map { $0.plan.fields.map(\.limit) } == [[99], [9, 401], [99]])
        #expect(wind.shape.scalars.fields.map(\.limit) == [127])
    }

    @Test("words are halved and rounded up; a circle goes around, a range ends")
    func rounding() throws {
        let description = try CoarserTests.description(
            [],
            scalars: [CoarserTests.turn(bits: 8).named("a"), .float(0, 1, limit: 255).named("b")])
        let circle = try #require(CoarserTests.coarser(description, "scalars", "a"))
        let range = try #require(CoarserTests.coarser(description, "scalars", "b"))
        let words: [UInt32] = [0, 1, 2, 7, 253, 254, 255]
        let coarse: [UInt32] = [0, 1, 1, 4, 127, 127]
        for (word, half) in zip(words, coarse + [0]) {
            var snapshot = Snapshot(shape: description.world)
            snapshot.scalars = [word, word]
            circle.coarsen(&snapshot)
            #expect(snapshot.scalars == [half, word])
        }
        for (word, half) in zip(words, coarse + [127]) {
            var snapshot = Snapshot(shape: description.world)
            snapshot.scalars = [word, word]
            range.coarsen(&snapshot)
            #expect(snapshot.scalars == [word, half])
        }
    }

    @Test("what has no step, or no second one, is left out")
    func others() throws {
        let description = try CoarserTests.description([
            .integer(0, limit: 900).named("a"), .plain("bool", bits: 1).named("b"),
            .plain("float32", bits: 32).named("c"), .enumeration(["d", "e"]).named("d"),
            .float(0, 1, limit: 1).named("e"), CoarserTests.turn(bits: 1).named("f"),
        ])
        let parts = FieldBits(description).parts
        let coarse = parts.indices.filter { CoarserField(description.world, part: $0) != nil }
        #expect(coarse.map { parts[$0].table } == ["before", "behind"])
        #expect(coarse.map { parts[$0].field } == ["x", "x"])
        #expect(CoarserField(description.world, part: -1) == nil)
        #expect(CoarserField(description.world, part: parts.count) == nil)
    }

    @Test(
        "each word stays within one step of what it was", arguments: [2, 3, 4, 99, 255, 400, 1_023])
    func distance(limit: Int) throws {
        let isCircle = limit & (limit + 1) == 0
        var fields = [SchemaReadingField.float(-10, 0.25, limit: limit).named("a")]
        if isCircle {
            fields.append(CoarserTests.turn(bits: limit.nonzeroBitCount).named("turn"))
        }
        let description = try CoarserTests.description(fields)
        for (column, field) in description.world.tables[1].plan.fields.enumerated() {
            let coarser = try #require(CoarserTests.coarser(description, "walkers", field.name))
            let coding = coarser.shape.tables[1].plan.fields[column].coding
            for word in 0...UInt32(limit) {
                var snapshot = Snapshot(shape: description.world)
                snapshot.tables[1].ids = [3, 5]
                snapshot.tables[1].words = fields.map { _ in 1 } + fields.map { _ in word }
                coarser.coarsen(&snapshot)
                let changed = fields.count + column
                for index in snapshot.tables[1].words.indices where index % fields.count != column {
                    #expect(snapshot.tables[1].words[index] == (index < fields.count ? 1 : word))
                }
                let half = snapshot.tables[1].words[changed]
                #expect(half <= coding.limit, "\(word)")
                var apart = abs(Double(half) * coding.step - Double(word) * coarser.step)
                if coarser.isTurn { apart = min(apart, 1 - apart) }
                #expect(apart <= coarser.step, "\(word)")
            }
        }
    }

    @Test(
        "what is coarser travels like any other world", arguments: CodecMode.allCases, UInt64(1)...6
    )
    func roundTrip(mode: CodecMode, seed: UInt64) throws {
        var invention = CodecInvention(seed: seed)
        let shape = try CodecInvention.shape(
            [
                SchemaReadingField.float(0, 0.5, limit: 999).named("a"),
                CoarserTests.turn(bits: 6).named("b"), invention.field().named("c"),
            ], scalars: [SchemaReadingField.float(0, 1, limit: 40).named("d")])
        let history = invention.history(shape, count: 40)
        for part in [1, 2, 5] {
            let coarser = try #require(CoarserField(shape, part: part))
            var coarse = history
            for index in coarse.indices { coarser.coarsen(&coarse[index]) }
            var bench = CodecBench(coarser.shape, mode)
            for index in 1..<coarse.count {
                let step = CodecStep(coarse, index, &invention.random)
                #expect(bench.isValid(step.now), "seed \(seed)")
                let isSame = try bench.decoded(bench.packet(step), step) == step.now
                #expect(isSame, "seed \(seed)")
            }
        }
    }

    @Test(
        "a random walk at twice the step costs about a bit less a change",
        arguments: CodecMode.allCases)
    func walk(mode: CodecMode) throws {
        let shape = try CodecInvention.shape([
            SchemaReadingField.float(0, 0.01, limit: 100_000).named("x")
        ])
        var random = GameRandom(seed: 9)
        var walk = [Snapshot(shape: shape)]
        for tick in 1...400 {
            var now = walk[tick - 1]
            now.tick = Tick(UInt32(tick))
            if tick == 1 {
                now.tables[0].ids = Array(0..<50)
                now.tables[0].words = [UInt32](repeating: 50_000, count: 50)
            }
            for row in 0..<50 {
                let word = Int(now.tables[0].words[row]) + random.int(in: -60...60)
                now.tables[0].words[row] = UInt32(word)
            }
            walk.append(now)
        }
        let coarser = try #require(CoarserField(shape, part: 1))
        var coarse = walk
        for index in coarse.indices { coarser.coarsen(&coarse[index]) }
        let saved =
            CoarserTests.bits(walk, shape, mode) - CoarserTests.bits(coarse, coarser.shape, mode)
        let each = Double(saved) / Double(200 * 50)
        #expect((0.8...1.2).contains(each), "\(each) bits")
    }

    /// Bits of the second half of a history, after training with the first.
    private static func bits(_ history: [Snapshot], _ shape: WorldShape, _ mode: CodecMode) -> Int {
        let codec = SnapshotCodec(shape)
        var counts = SymbolCounts(codec.plan, codec.tables(mode))
        var encoder = codec.encoder(mode)
        var writer = BitWriter()
        var bits = 0
        for index in 2..<history.count {
            let ages = SnapshotAges(ahead: 1, behind: index > 2 ? 1 : 0)
            if index <= history.count / 2 {
                counts.add(
                    history[index], against: history[index - 1], after: history[index - 2], ages)
                if index == history.count / 2 {
                    encoder = DeltaEncoder(codec.plan, counts.tables(epoch: 1))
                }
            } else {
                writer.reset()
                encoder.encode(
                    history[index], against: history[index - 1], after: history[index - 2], ages,
                    into: &writer)
                encoder.finish(&writer)
                bits += writer.bytes.count * 8
            }
        }
        return bits
    }
}
