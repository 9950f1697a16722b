import UmpireBasics
import UmpireGame
import UmpireReplay
import UmpireState

/// A match of bots with people coming and going, recorded, and what is true of it.
struct RecordedMatch {
    static let plan = GamePlan<Skirmish>()

    var bytes: [UInt8] = []
    var hashes: [UInt64] = []
    var inputs: [[Skirmish.Input]] = []
    var verdict: Verdict?
    var header: ReplayHeader

    /// Every bot keeps its input for a few ticks, as people do.
    init(seed: UInt64, ticks: Int, isFinished: Bool = true, isEdited: Int? = nil) {
        header = ReplayHeader(
            RecordedMatch.plan, seed: seed, room: "QX7B", match: 3,
            startMilliseconds: 1_760_000_000_000)
        var writer = ReplayWriter(header, plan: RecordedMatch.plan)
        var stepper = Stepper<Skirmish>(seed: seed)
        var random = GameRandom(seed: seed, stream: 9)
        for tick in 0..<ticks {
            for player in stepper.simulation.players where random.chance(0.3) {
                stepper.set(Skirmish.bot(player, stepper.world, &random), of: player)
            }
            let changes = RecordedMatch.changes(at: tick)
            stepper.step(changes)
            hashes.append(stepper.simulation.stateHash(RecordedMatch.plan.world))
            inputs.append((0..<4).map { stepper.input(of: PlayerID($0)) })
            writer.record(stepper, changes, stateHash: hashes[tick])
            if writer.hasFullChunk { writer.takeBytes(into: &bytes) }
        }
        verdict = stepper.verdict
        if isFinished {
            writer.finish(verdict: verdict)
            writer.takeBytes(into: &bytes)
        }
    }

    static func changes(at tick: Int) -> SeatChanges {
        var changes = SeatChanges()
        switch tick {
        case 0: changes.joined = PlayerSet(bits: 0b0111)
        case 4: changes.dropped = PlayerSet(bits: 0b0010)
        case 9: changes.returned = PlayerSet(bits: 0b0010)
        case 13:
            changes.left = PlayerSet(bits: 0b0101)
            changes.joined = PlayerSet(bits: 0b1001)
        default: break
        }
        return changes
    }
}
