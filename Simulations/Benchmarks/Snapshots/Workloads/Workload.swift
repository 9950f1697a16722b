import UmpireGame
import UmpireState

/// A stream of snapshots: one match of some game, seen by somebody who sees everything.
struct Workload: Sendable {
    /// What it is called in the table and after `--only`.
    let name: String
    /// Snapshots a second.
    let rate: Int
    /// Snapshots in all; figures come from the second half.
    let count: Int
    let shape: WorldShape
    /// The schema as clients get it, as JSON.
    let schema: String
    /// Begins the stream anew; each stream gives the same snapshots.
    let open: @Sendable () throws -> any SnapshotSource
}

/// Gives snapshots one after the other, so that large workloads need not be held in memory.
protocol SnapshotSource {
    /// Makes `snapshot` the next one.
    mutating func next(into snapshot: inout Snapshot) throws
}

extension Workload {
    /// A workload of what `makeSimulation` gives, every `stepsPerSnapshot` steps, after
    /// `settlingSteps` that nobody sees.
    init<Played: PlayedWorld>(
        _ name: String, rate: Int, count: Int, stepsPerSnapshot: Int = 1, settlingSteps: Int = 0,
        _ makeSimulation: @escaping @Sendable () throws -> Played
    ) {
        let plan = WorldPlan(Played.World.self)
        self.init(
            name: name, rate: rate, count: count, shape: plan.shape,
            schema: Workload.describe(plan.shape),
            open: {
                var played = try makeSimulation()
                for _ in 0..<settlingSteps { try played.advance() }
                return WorldSource(played: played, plan: plan, stepsPerSnapshot: stepsPerSnapshot)
            })
    }

    private static func describe(_ shape: WorldShape) -> String {
        let nothing = Replica(NoCue.self).plan
        return SchemaDescription(world: shape, input: nothing, cue: nothing).json
    }
}
