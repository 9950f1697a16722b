import UmpireBasics
import UmpireState

/// What a client is sent next, and what it holds then: nothing, one snapshot or two.
struct ClientStep {
    let snapshot: Snapshot
    /// Empty in a keyframe, as the predecessor is where there is none.
    let baseline: Snapshot
    let predecessor: Snapshot
    let ages: SnapshotAges
    /// Bits behind the world, as cues are.
    let cues: [Bool]

    /// What a client is sent of a history: it is slow, or its connection breaks and it comes back
    /// with all, the last or nothing of what it held.
    static func all(_ history: [Snapshot], _ random: inout GameRandom) -> [ClientStep] {
        let empty = history[0]
        let loss: Float = random.pick([0, 0.2, 0.6]) ?? 0
        var held: [Snapshot] = []
        var steps: [ClientStep] = []
        for snapshot in history.dropFirst() where steps.isEmpty || !random.chance(loss) {
            if random.chance(0.1) { held = Array(held.suffix(random.int(in: 0...1))) }
            if ages(snapshot, held) == nil { held = Array(held.suffix(1)) }
            if ages(snapshot, held) == nil { held = [] }
            let baseline = held.last ?? empty
            let predecessor = held.count == 2 ? held[0] : empty
            let ages = ages(snapshot, held) ?? SnapshotAges()
            let cues = (0..<(random.chance(0.5) ? 0 : random.int(in: 1...40))).map { _ in
                random.chance(0.5)
            }
            steps.append(
                ClientStep(
                    snapshot: snapshot, baseline: baseline, predecessor: predecessor, ages: ages,
                    cues: cues))
            held = held.suffix(1) + [snapshot]
        }
        return steps
    }

    /// How far what is held lies apart; nil when it is more than a frame can say.
    private static func ages(_ snapshot: Snapshot, _ held: [Snapshot]) -> SnapshotAges? {
        guard let baseline = held.last else { return SnapshotAges() }
        guard let ahead = UInt8(exactly: snapshot.tick.rawValue - baseline.tick.rawValue) else {
            return nil
        }
        guard held.count == 2 else { return SnapshotAges(ahead: ahead) }
        return UInt8(exactly: baseline.tick.rawValue - held[0].tick.rawValue).map {
            SnapshotAges(ahead: ahead, behind: $0)
        }
    }
}
