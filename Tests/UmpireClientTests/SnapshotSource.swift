import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

/// A server's side of one client's snapshots: a world, and the last two snapshots sent.
struct SnapshotSource {
    let plan: GamePlan<Swarm>
    let mode: CodecMode
    var world = Swarm.World()
    var viewer = Viewer.player(PlayerID(1), team: 0)
    var tick = Tick.zero
    private(set) var sent: Snapshot?
    /// What the client held before `sent`; nil after a keyframe.
    private(set) var sentBefore: Snapshot?
    private(set) var current: Snapshot
    private(set) var tables: CodecTables
    private var encoder: DeltaEncoder
    private var counts: SymbolCounts

    init(plan: GamePlan<Swarm>, mode: CodecMode = .speed) {
        self.plan = plan
        self.mode = mode
        current = Snapshot(shape: plan.world.shape)
        let codec = plan.description.codec
        tables = codec.tables(mode)
        encoder = codec.encoder(mode)
        counts = SymbolCounts(codec.plan, tables)
    }

    /// The world goes on for some ticks.
    mutating func advance(_ ticks: Int, _ random: inout GameRandom) {
        for _ in 0..<ticks {
            Swarm.stir(&world, &random)
            tick = tick.next
        }
    }

    /// Writes with what the frames so far teach from now on; returns the tables frame.
    mutating func train(epoch: UInt8) -> [UInt8] {
        let codec = plan.description.codec
        tables = counts.tables(epoch: epoch)
        encoder = DeltaEncoder(codec.plan, tables)
        var writer = BitWriter()
        tables.write(codec.plan, into: &writer)
        writer.finish()
        let head = SnapshotPrefix(TablesFrame(epoch: epoch, isDense: mode == .dense))
        return SnapshotSource.bytes(of: head) + writer.bytes
    }

    /// The next frame for the client, against what it was sent before unless `isKeyframe`.
    mutating func frame(
        isKeyframe: Bool = false, hasHash: Bool = true, wrongHash: Bool = false,
        cues: [(ago: UInt32, cue: Swarm.Cue)] = [],
        prefix: SnapshotPrefix = SnapshotPrefix(ackSequence: 0, lead: -128)
    ) -> [UInt8] {
        plan.world.capture(world, for: viewer, at: tick, into: &current)
        let blank = Snapshot(shape: plan.world.shape)
        let baseline = isKeyframe ? nil : sent
        let predecessor = isKeyframe ? nil : sentBefore
        let ages = SnapshotSource.ages(tick, baseline, predecessor)
        let hash = hasHash ? current.viewHash ^ (wrongHash ? 1 : 0) : nil
        var bytes = SnapshotSource.bytes(of: prefix)
        SnapshotHead(
            tick: tick, age: ages.ahead, predecessorAge: ages.behind, isDense: mode == .dense,
            epoch: tables.epoch, viewHash: hash
        ).write(into: &bytes)
        var writer = BitWriter()
        encoder.encode(
            current, against: baseline ?? blank, after: predecessor ?? blank, ages, into: &writer)
        counts.add(current, against: baseline ?? blank, after: predecessor ?? blank, ages)
        writer.writeVarint(UInt32(cues.count))
        for (ago, cue) in cues {
            var row: [UInt32] = []
            plan.cue.appendRow(of: cue, to: &row)
            writer.writeVarint(ago)
            RawRow.write(row[...], plan: plan.cue.plan, into: &writer)
        }
        encoder.finish(&writer)
        sentBefore = baseline
        sent = current
        return bytes + writer.bytes
    }

    private static func ages(
        _ tick: Tick, _ baseline: Snapshot?, _ predecessor: Snapshot?
    ) -> SnapshotAges {
        guard let baseline else { return SnapshotAges() }
        let behind = predecessor.map { baseline.tick.distance(since: $0.tick) } ?? 0
        return SnapshotAges(
            ahead: UInt8(tick.distance(since: baseline.tick)), behind: UInt8(behind))
    }

    private static func bytes(of prefix: SnapshotPrefix) -> [UInt8] {
        withUnsafeBytes(of: prefix.word.littleEndian) { Array($0) }
    }
}
