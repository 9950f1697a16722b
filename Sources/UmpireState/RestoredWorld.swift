/// A world that follows snapshots; only the tables that differ from the last one are made anew.
///
/// Whose snapshot it was does not matter, only what it holds: players of a room can share one of
/// these although some fields are hidden from each. Snapshots that share memory are found equal at
/// once.
public struct RestoredWorld<World: GameWorld>: Sendable {
    @usableFromInline var current = World()
    @usableFromInline let plan: WorldPlan<World>
    @usableFromInline var followed: Snapshot

    /// The world of the snapshot that was followed last, lent without a copy.
    @inlinable
    public var world: World { _read { yield current } }

    /// The world of an empty snapshot.
    public init(_ plan: WorldPlan<World>) {
        self.plan = plan
        followed = Snapshot(shape: plan.shape)
        plan.restore(followed, into: &current)
    }

    /// Makes `world` what `snapshot` shows.
    @inlinable
    public mutating func follow(_ snapshot: borrowing Snapshot) {
        guard !snapshot.hasRows(of: followed) else { return }
        plan.update(&current, from: followed, to: snapshot)
        followed = copy snapshot
    }
}
