import UmpireGame
import UmpireState

/// For what the bytes of a game's snapshots are spent as its own bots play it, and what coarser
/// steps would save.
///
/// The first half of a match's frames train the codec's tables; the frames of the second half are
/// counted. Where interest hides entities nothing is trained, for rooms do not train then.
struct BytesBenchmark<G: Game> {
    /// Fields for which a doubled step is tried.
    private static var trials: Int { 3 }

    private let plan = GamePlan(G.self)
    private let players: Int
    private let frames: Int
    private let mode: CodecMode

    init(_ game: G.Type, players: Int, frames: Int, mode: CodecMode = G.info.codec) {
        self.players = players
        self.frames = frames
        self.mode = mode
    }

    private var isTrained: Bool { !plan.world.shape.hasInterest }

    /// Plays a match, and once more the same one for the coarser steps.
    func run(seed: UInt64) throws -> BytesReport {
        let description = plan.description
        var trained = [FrameTrial(description, mode, hasFields: true)]
        var untrained = isTrained ? [FrameTrial(description, mode)] : []
        try play(seed, &trained, &untrained)
        guard let all = trained.first, let fields = all.fields else {
            throw CommandFailure("no frame was counted")
        }
        var report = BytesReport(
            fields, bytes: all.bytes, untrainedBytes: untrained.first?.bytes,
            frames: frames - frames / 2)
        let choices = report.shares.indices.filter { report.shares[$0].bytes > 0 }
            .compactMap { index in
                CoarserField(plan.world.shape, part: report.shares[index].part).map {
                    (share: index, coarser: $0)
                }
            }
            .prefix(BytesBenchmark.trials)
        var coarse = choices.map { FrameTrial(description, mode, coarser: $0.coarser) }
        var none: [FrameTrial] = []
        try play(seed, &coarse, &none)
        for (choice, trial) in zip(choices, coarse) {
            report.add(choice.coarser, at: choice.share, bytes: trial.bytes)
        }
        return report
    }

    private func play(
        _ seed: UInt64, _ trained: inout [FrameTrial], _ untrained: inout [FrameTrial]
    ) throws {
        guard !trained.isEmpty else { return }
        var match = BotMatch(plan, players: players, seed: seed)
        for frame in 0..<frames {
            match.advance()
            let isCounted = frame >= frames / 2
            for index in trained.indices {
                if isTrained && frame == frames / 2 { trained[index].train() }
                try trained[index].take(match.snapshot, match.cues, isCounted: isCounted)
            }
            for index in untrained.indices {
                try untrained[index].take(match.snapshot, match.cues, isCounted: isCounted)
            }
        }
    }
}
