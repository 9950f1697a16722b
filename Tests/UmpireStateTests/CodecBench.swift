import UmpireBasics

@testable import UmpireState

/// Encoder and decoder of one shape with the same tables, and what they are tried with.
struct CodecBench {
    let shape: WorldShape
    let plan: CodecPlan
    let tables: CodecTables
    var encoder: DeltaEncoder
    var decoder: DeltaDecoder

    /// What follows the world in each packet, as cues do.
    private static let rest: UInt32 = 0x2B

    /// `read`: the tables as the client reads them.
    init(_ shape: WorldShape, _ tables: CodecTables, read: CodecTables? = nil) {
        self.shape = shape
        self.tables = tables
        plan = CodecPlan(shape)
        encoder = DeltaEncoder(plan, tables)
        decoder = DeltaDecoder(plan, read ?? tables)
    }

    init(_ shape: WorldShape, _ mode: CodecMode) {
        self.init(shape, CodecTables(CodecPlan(shape), mode: mode))
    }

    /// The packet of a step, with a few raw bits behind the world.
    mutating func packet(_ step: CodecStep) -> [UInt8] {
        var writer = BitWriter()
        encoder.encode(
            step.now, against: step.baseline, after: step.predecessor, step.ages, into: &writer)
        writer.write(CodecBench.rest, bits: 6)
        encoder.finish(&writer)
        return writer.bytes
    }

    /// What the bytes make of the step's baseline; all of them must be used.
    mutating func decoded(_ bytes: [UInt8], _ step: CodecStep) throws(DecodeError) -> Snapshot {
        var snapshot = Snapshot(shape: shape)
        snapshot.tick = step.now.tick
        var reader = BitReader(bytes.span.bytes)
        try decoder.decode(
            &reader, against: step.baseline, after: step.predecessor, step.ages, into: &snapshot)
        guard try reader.read(6) == CodecBench.rest else { throw .badHeader }
        try reader.requireEnd()
        return snapshot
    }

    /// Whether a client could hold the snapshot.
    func isValid(_ snapshot: Snapshot) -> Bool {
        let rows = zip(snapshot.tables, shape.tables).allSatisfy { rows, table in
            rows.ids.count <= Limits.entitiesPerTable
                && zip(rows.ids, rows.ids.dropFirst()).allSatisfy(<)
                && rows.words.count == rows.ids.count * table.plan.width
                && rows.ids.indices.allSatisfy { hasLimits(rows.row($0), table.plan) }
        }
        return rows && snapshot.scalars.count == shape.scalars.width
            && hasLimits(snapshot.scalars[...], shape.scalars)
    }

    private func hasLimits(_ words: ArraySlice<UInt32>, _ plan: RowPlan) -> Bool {
        zip(words, plan.fields).allSatisfy { $0 <= $1.limit }
    }
}

/// One packet's snapshots and their ages.
struct CodecStep {
    var now: Snapshot
    var baseline: Snapshot
    var predecessor: Snapshot
    var ages: SnapshotAges

    /// A packet to `history[index]` for a client that got any of the snapshots before it.
    init(_ history: [Snapshot], _ index: Int, _ random: inout GameRandom) {
        now = history[index]
        // The first of a history is empty: a keyframe's baseline.
        baseline = history[0]
        predecessor = history[0]
        ages = SnapshotAges()
        guard index > 1, random.chance(0.9) else { return }
        let held = random.chance(0.5) ? index - 1 : random.int(in: 1...(index - 1))
        baseline = history[held]
        let ahead = CodecStep.age(now.tick.rawValue - baseline.tick.rawValue, &random)
        ages = SnapshotAges(ahead: ahead)
        guard held > 1, random.chance(0.8) else { return }
        let before = random.chance(0.6) ? held - 1 : random.int(in: 1...(held - 1))
        predecessor = history[before]
        ages = SnapshotAges(
            ahead: ahead,
            behind: CodecStep.age(baseline.tick.rawValue - predecessor.tick.rawValue, &random))
    }

    private static func age(_ ticks: UInt32, _ random: inout GameRandom) -> UInt8 {
        random.chance(0.7) ? UInt8(min(ticks, 255)) : UInt8(random.int(in: 1...255))
    }
}
