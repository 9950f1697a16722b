import UmpireBasics
import UmpireGame
import UmpireState

/// A match of a game's own bots, snapshot after snapshot, as one viewer is shown it.
struct BotMatch<G: Game> {
    private let plan: GamePlan<G>
    private let players: Int
    private var stepper: Stepper<G>
    private var randoms: [GameRandom]
    private var changes = SeatChanges()
    private var sight = InterestSight()
    private var tick = Tick.zero
    /// The newest snapshot.
    private(set) var snapshot: Snapshot
    /// The cues since the snapshot before.
    private(set) var cues: [FrameTrial.Cue] = []

    init(_ plan: GamePlan<G>, players: Int, seed: UInt64) {
        self.plan = plan
        self.players = players
        stepper = Stepper(seed: seed, input: plan.input)
        randoms = (0..<players).map { GameRandom(seed: seed, stream: UInt64($0) + 1) }
        for player in 0..<players { changes.joined.insert(PlayerID(UInt8(player))) }
        snapshot = Snapshot(shape: plan.world.shape)
    }

    /// Where players see different things the first of them is the viewer; else it is everyone.
    private var viewer: Viewer {
        guard plan.world.shape.hasViews else { return .everyone }
        return .player(PlayerID(0), team: G.team(of: PlayerID(0), in: stepper.world))
    }

    /// Plays until the next snapshot.
    mutating func advance() {
        cues.removeAll(keepingCapacity: true)
        for _ in 0..<G.info.ticksPerSnapshot { step() }
        let previous = tick.rawValue > UInt32(G.info.ticksPerSnapshot) ? snapshot : nil
        plan.world.capture(
            stepper.world, for: viewer, at: tick, after: previous, with: &sight, into: &snapshot)
    }

    private mutating func step() {
        for player in 0..<players {
            let id = PlayerID(UInt8(player))
            stepper.set(G.bot(id, stepper.world, &randoms[player]), of: id)
        }
        stepper.step(changes)
        changes = SeatChanges()
        tick = tick.next
        plan.world.follow(stepper.world, at: tick, with: &sight)
        for cue in stepper.cues {
            var row: [UInt32] = []
            plan.cue.appendRow(of: cue, to: &row)
            cues.append(FrameTrial.Cue(tick: tick, row: row))
        }
    }
}
