import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

/// A server's side of one client's snapshots: a world, and the last snapshot sent.
struct SnapshotSource {
    let plan: GamePlan<Swarm>
    var world = Swarm.World()
    var viewer = Viewer.player(PlayerID(1), team: 0)
    var tick = Tick.zero
    private(set) var sent: Snapshot?
    private(set) var current: Snapshot

    init(plan: GamePlan<Swarm>) {
        self.plan = plan
        current = Snapshot(shape: plan.world.shape)
    }

    /// The world goes on for some ticks.
    mutating func advance(_ ticks: Int, _ random: inout GameRandom) {
        for _ in 0..<ticks {
            Swarm.stir(&world, &random)
            tick = tick.next
        }
    }

    /// The next frame for the client, against what it was sent before unless `isKeyframe`.
    mutating func frame(
        isKeyframe: Bool = false, hasHash: Bool = true, wrongHash: Bool = false,
        cues: [(ago: UInt32, cue: Swarm.Cue)] = [],
        prefix: SnapshotPrefix = SnapshotPrefix(ackSequence: 0, lead: -128)
    ) -> [UInt8] {
        plan.world.capture(world, for: viewer, at: tick, into: &current)
        let shape = plan.world.shape
        let baseline = isKeyframe ? nil : sent
        let age = baseline.map { UInt8(tick.distance(since: $0.tick)) } ?? 0
        let hash = hasHash ? current.viewHash ^ (wrongHash ? 1 : 0) : nil
        var bytes = withUnsafeBytes(of: prefix.word.littleEndian) { Array($0) }
        SnapshotHead(tick: tick, age: age, viewHash: hash).write(into: &bytes)
        var writer = BitWriter()
        SnapshotEncoder.encode(
            current, against: baseline ?? Snapshot(shape: shape), shape: shape, into: &writer)
        writer.writeVarint(UInt32(cues.count))
        for (ago, cue) in cues {
            var row: [UInt32] = []
            plan.cue.appendRow(of: cue, to: &row)
            writer.writeVarint(ago)
            SnapshotEncoder.writeRaw(row[...], plan: plan.cue.plan, into: &writer)
        }
        writer.finish()
        sent = current
        return bytes + writer.bytes
    }
}
