import Testing
import UmpireBasics

@testable import UmpireState

@Suite("codec: rotations")
struct CodecRotationTests {
    /// Fields of which some are rotations: behind a choice, behind each other, behind a number.
    private static let fields: [SchemaReadingField] = [
        .plain("bool", bits: 1).named("isNear"), .plain("rotation", bits: 29).named("body"),
        .plain("rotation", bits: 17).named("head"), .integer(0, limit: 999).named("x"),
        .plain("rotation", bits: 32).named("tail"),
    ]

    /// Bodies that spin, each at its own speed, some of them not evenly.
    private struct Bodies {
        var random: GameRandom
        private var bodies: [(turn: Rotation, axis: Rotation, speed: Float)] = []

        init(seed: UInt64) {
            random = GameRandom(seed: seed)
            for _ in 0..<12 {
                let speed = random.chance(0.2) ? 0 : random.float(in: 0..<0.2)
                bodies.append(
                    (RotationTests.any(&random), RotationTests.any(&random), speed * speed))
            }
        }

        private static let codings = [9, 5, 10].map { RotationCoding(bits: $0) }

        private mutating func row(_ index: Int, isEven: Bool) -> [UInt32] {
            let body = bodies[index]
            let push = isEven ? 0 : random.float(in: -0.01..<0.01)
            bodies[index].turn = body.turn.turned(
                by: body.speed + push, aroundX: body.axis.x, y: body.axis.y, z: body.axis.z)
            let words = Bodies.codings.map { coding in
                isEven || !random.chance(0.05)
                    ? coding.word(of: bodies[index].turn)
                    : random.word() >> UInt32(32 - coding.wordBits)
            }
            let isNear: UInt32 = !isEven && random.chance(0.1) ? 1 : 0
            return [isNear, words[0], words[1], UInt32(index), words[2]]
        }

        /// Snapshots one after the other, the first of which is empty.
        mutating func history(_ shape: WorldShape, count: Int, isEven: Bool) -> [Snapshot] {
            var history = [Snapshot(shape: shape)]
            for tick in 1..<count {
                var next = history[0]
                next.tick = Tick(UInt32(isEven ? tick : 3 * tick + random.int(in: 0...1)))
                for index in bodies.indices {
                    let row = row(index, isEven: isEven)
                    guard isEven || !random.chance(0.1) else { continue }
                    next.tables[0].ids.append(UInt16(index))
                    next.tables[0].words += row
                }
                next.scalars =
                    next.tables[0].words.isEmpty
                    ? [0] : [next.tables[0].words[1]]
                history.append(next)
            }
            return history
        }
    }

    private static func shape() throws -> WorldShape {
        try CodecInvention.shape(fields, scalars: [.plain("rotation", bits: 29).named("sky")])
    }

    private static func check(
        _ bench: inout CodecBench, _ history: [Snapshot], _ random: inout GameRandom,
        _ comment: String
    ) throws {
        for turn in 1..<history.count {
            let step = CodecStep(history, turn, &random)
            let snapshot = try bench.decoded(bench.packet(step), step)
            let isSame = snapshot == step.now
            #expect(isSame, "\(comment), turn \(turn)")
        }
    }

    @Test("whatever turns, jumps, comes and goes is decoded", arguments: UInt64(1)...30)
    func roundTrip(seed: UInt64) throws {
        let shape = try CodecRotationTests.shape()
        var bodies = Bodies(seed: seed)
        let history = bodies.history(shape, count: 14, isEven: seed.isMultiple(of: 3))
        for mode in CodecMode.allCases {
            var bench = CodecBench(shape, mode)
            try CodecRotationTests.check(&bench, history, &bodies.random, "seed \(seed)")
        }
    }

    @Test("so it is with tables, for rotations that go on or not", arguments: UInt64(1)...10)
    func trained(seed: UInt64) throws {
        let shape = try CodecRotationTests.shape()
        let plan = CodecPlan(shape)
        var bodies = Bodies(seed: seed)
        let history = bodies.history(shape, count: 14, isEven: false)
        for mode in CodecMode.allCases {
            var first = CodecTables(plan, mode: mode)
            first.moves[0][1] = seed.isMultiple(of: 2)
            first.moves[1][0] = false
            var counts = SymbolCounts(plan, first)
            for turn in 3..<history.count {
                counts.add(
                    history[turn], against: history[turn - 1], after: history[turn - 2],
                    SnapshotAges(ahead: 3, behind: 3))
            }
            let tables = counts.tables(epoch: 1)
            var writer = BitWriter()
            tables.write(plan, into: &writer)
            writer.finish()
            var reader = BitReader(writer.bytes.span.bytes)
            let read = try CodecTables(&reader, plan, mode: mode, epoch: 1)
            try reader.requireEnd()
            let isSame = read == tables
            #expect(isSame)
            var bench = CodecBench(shape, tables, read: read)
            try CodecRotationTests.check(&bench, history, &bodies.random, "seed \(seed)")
        }
    }

    @Test("an even spin costs a few bits a rotation", arguments: CodecMode.allCases)
    func cost(mode: CodecMode) throws {
        let shape = try CodecRotationTests.shape()
        var bodies = Bodies(seed: 5)
        let history = bodies.history(shape, count: 30, isEven: true)
        var bench = CodecBench(shape, mode)
        var tables = CodecTables(bench.plan, mode: mode)
        for table in tables.moves.indices {
            for field in tables.moves[table].indices { tables.moves[table][field] = false }
        }
        var still = CodecBench(shape, tables)
        var bits = 0
        var stillBits = 0
        for turn in 10..<30 {
            var step = CodecStep(history, 1, &bodies.random)
            step.now = history[turn]
            step.baseline = history[turn - 1]
            step.predecessor = history[turn - 2]
            step.ages = SnapshotAges(ahead: 1, behind: 1)
            bits += 8 * bench.packet(step).count
            stillBits += 8 * still.packet(step).count
        }
        // 12 bodies with three rotations, of 78 bits together, and one of the sky, of 29.
        let rotations = 20 * (12 * 3 + 1)
        #expect(bits < 8 * rotations, "\(bits) bits for \(rotations) rotations")
        // What it costs where they are expected to stay.
        #expect(stillBits > 10 * rotations, "\(stillBits) bits for \(rotations) rotations")
    }

    @Test("any bytes give a state with words in range, or are refused", arguments: UInt64(1)...20)
    func anyBytes(seed: UInt64) throws {
        let shape = try CodecRotationTests.shape()
        var bodies = Bodies(seed: seed)
        let history = bodies.history(shape, count: 6, isEven: false)
        var (taken, refused) = (0, 0)
        for mode in CodecMode.allCases {
            var bench = CodecBench(shape, mode)
            var step = CodecStep(history, 3, &bodies.random)
            step.now = history[4]
            step.baseline = history[3]
            step.predecessor = history[2]
            step.ages = SnapshotAges(ahead: 1, behind: 2)
            let whole = bench.packet(step)
            for _ in 0..<60 {
                var bytes = whole
                for _ in 0..<bodies.random.int(in: 1...3) {
                    bytes[bodies.random.int(in: 0...(bytes.count - 1))] ^=
                        UInt8(1 << bodies.random.int(in: 0...7))
                }
                guard let snapshot = try? bench.decoded(bytes, step) else {
                    refused += 1
                    continue
                }
                taken += 1
                #expect(bench.isValid(snapshot), "seed \(seed), \(mode)")
            }
        }
        #expect(taken > 0, "seed \(seed)")
        #expect(refused > 0, "seed \(seed)")
    }
}
