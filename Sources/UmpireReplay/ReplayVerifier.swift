import UmpireBasics
public import UmpireGame

/// Re-simulates a recording and compares each state hash.
public struct ReplayVerifier<G: Game>: Sendable {
    private let plan: GamePlan<G>

    /// A verifier for recordings of the game `G`.
    public init(_ plan: GamePlan<G>) { self.plan = plan }

    /// What comes of the recording in `bytes`; costs as much as the match did, without the network.
    public func verify(_ bytes: [UInt8]) -> ReplayFinding {
        do throws(ReplayError) {
            var player = try ReplayPlayer(bytes, plan: plan)
            if let finding = mismatch(player.reader.header) { return finding }
            return try play(&player)
        } catch {
            return .damaged(error)
        }
    }

    private func mismatch(_ header: ReplayHeader) -> ReplayFinding? {
        let here = ReplayHeader(plan, seed: 0, room: "", match: 0, startMilliseconds: 0)
        guard header.game == here.game else { return .otherGame(header.game) }
        let isSame =
            header.schemaHash == here.schemaHash && header.seats <= here.seats
            && header.tickRate == here.tickRate && header.inputBits == here.inputBits
        return isSame
            ? nil : .otherSchema(recorded: header.schemaHash, expected: here.schemaHash)
    }

    private func play(_ player: inout ReplayPlayer<G>) throws(ReplayError) -> ReplayFinding {
        var hash: UInt64 = 0
        while true {
            switch try player.advance() {
            case .tick:
                hash = player.stepper.simulation.stateHash(plan.world)
                let tick = player.reader.tick
                guard tick.stateHash == UInt32(truncatingIfNeeded: hash) else {
                    return .differs(
                        tick: tick.tick, recorded: UInt64(tick.stateHash),
                        computed: hash & 0xFFFF_FFFF)
                }
            case .truncated(let ticks):
                return .incomplete(ticks: ticks)
            case .end(let end):
                return judge(end, hash: hash, player)
            }
        }
    }

    private func judge(
        _ end: ReplayEnd, hash: UInt64, _ player: ReplayPlayer<G>
    ) -> ReplayFinding {
        guard end.finalHash == hash else {
            return .differs(
                tick: player.reader.tick.tick, recorded: end.finalHash, computed: hash)
        }
        let computed = player.stepper.verdict
        let isSame =
            end.verdict?.ranking == computed?.ranking
            && end.verdict?.reason == computed.map { ReplayFormat.kept($0.reason) }
        guard isSame || end.verdict == nil else {
            return .verdictDiffers(recorded: end.verdict, computed: computed)
        }
        return .holds(
            ticks: Int(player.stepper.tick.rawValue), finalHash: hash, verdict: end.verdict)
    }
}
