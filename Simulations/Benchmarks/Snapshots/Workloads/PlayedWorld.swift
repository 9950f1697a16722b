import UmpireBasics
import UmpireState

/// A world that plays itself.
protocol PlayedWorld: Sendable {
    associatedtype World: GameWorld
    var world: World { get }
    /// Makes one step.
    mutating func advance() throws
}

/// The snapshots of a world that plays itself.
struct WorldSource<Played: PlayedWorld>: SnapshotSource {
    var played: Played
    let plan: WorldPlan<Played.World>
    let stepsPerSnapshot: Int
    private var tick = Tick.zero

    init(played: Played, plan: WorldPlan<Played.World>, stepsPerSnapshot: Int) {
        self.played = played
        self.plan = plan
        self.stepsPerSnapshot = stepsPerSnapshot
    }

    mutating func next(into snapshot: inout Snapshot) throws {
        for _ in 0..<stepsPerSnapshot { try played.advance() }
        tick = tick.next
        plan.capture(played.world, for: .everyone, at: tick, into: &snapshot)
    }
}
