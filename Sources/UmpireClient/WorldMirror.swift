public import UmpireBasics
public import UmpireGame
public import UmpireProtocol
public import UmpireState

/// What a client knows of its room's world: a `RowMirror` with the game's types.
///
/// Restoring the world is done when somebody asks for it, at most once a snapshot.
public struct WorldMirror<G: Game>: Sendable {
    private let plan: GamePlan<G>
    private var rows: RowMirror
    private var bridge: SchemaBridge?
    private var restored: RestoredWorld<G.World>

    /// A mirror that has seen nothing.
    public init(plan: GamePlan<G>) {
        self.init(plan: plan, rows: RowMirror(plan.description), bridge: nil)
    }

    init(plan: GamePlan<G>, rows: RowMirror, bridge: SchemaBridge?) {
        self.plan = plan
        self.bridge = bridge
        self.rows = rows
        restored = RestoredWorld(plan.world)
    }

    /// The newest snapshot; empty before the first frame.
    public var snapshot: Snapshot { bridge?.snapshot ?? rows.snapshot }

    /// The newest frame's head, nil before the first and after `reset`.
    public var head: SnapshotHead? { rows.head }

    /// What the newest frame said to this client alone.
    public var prefix: SnapshotPrefix { rows.prefix }

    /// The cues of the newest frame, in the order in which they happened.
    public var cues: [SeenCue<G.Cue>] {
        let words = bridge?.cueWords ?? rows.cueWords
        return (bridge?.cues ?? rows.cues).map {
            SeenCue(tick: $0.tick, cue: plan.cue.value(of: words[$0.words]))
        }
    }

    /// The tick of the newest snapshot, 0 before the first.
    public var tick: Tick { rows.tick }

    /// The world of the newest snapshot: quantised, and blank where this client sees nothing.
    public var world: G.World {
        mutating get {
            restored.follow(snapshot)
            return restored.world
        }
    }

    /// Forgets the snapshot, as for a new connection or room: only a keyframe can follow.
    public mutating func reset() {
        rows.reset()
        bridge?.follow(rows)
    }

    /// Takes a tables frame: what the room's frames are written with from now on.
    public mutating func takeTables(_ bytes: RawSpan) throws(MirrorFault) {
        try rows.takeTables(bytes)
    }

    /// Takes a snapshot frame; after a fault the mirror is what it was before.
    public mutating func take(_ bytes: RawSpan) throws(MirrorFault) -> SnapshotFrame {
        let frame = try rows.take(bytes)
        bridge?.follow(rows)
        return frame
    }
}
