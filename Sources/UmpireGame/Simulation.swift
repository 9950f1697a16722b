public import UmpireBasics
public import UmpireState

/// One match as a value: copy it for a checkpoint, assign it to roll back.
///
/// The same seed, seat changes and inputs give the same `stateHash` on every machine and in every build.
public struct Simulation<G: Game>: Sendable {
    /// The state of the game.
    public private(set) var world: G.World
    /// The number of the next step.
    public private(set) var tick = Tick.zero
    /// Everybody who has a seat.
    public private(set) var players = PlayerSet()
    private var random: GameRandom

    /// A new match; `seed` decides everything that chance does in it.
    public init(seed: UInt64) {
        world = G.World()
        random = GameRandom(seed: seed, stream: 0)
        G.setUp(&world, random: &random)
    }

    /// Advances by one tick with the inputs that lie in `turn`.
    public mutating func step(_ turn: inout Turn<G>, _ changes: SeatChanges) {
        players = players(after: changes)
        turn.tick = tick
        turn.players = players
        turn.joined = changes.joined
        turn.left = changes.left
        turn.dropped = changes.dropped
        turn.returned = changes.returned
        turn.cues.removeAll(keepingCapacity: true)
        swap(&turn.random, &random)
        G.step(&world, &turn)
        swap(&turn.random, &random)
        tick = tick.next
    }

    /// What differs between this match and `other`: names of tables, "scalars", "chance" or "seats".
    public func differences(
        from other: Simulation, _ plan: WorldPlan<G.World>
    ) -> [String] {
        var names = plan.differences(world, other.world)
        if random != other.random { names.append("chance") }
        if players != other.players || tick != other.tick { names.append("seats") }
        return names
    }

    /// Everybody who will have a seat after `changes`.
    func players(after changes: SeatChanges) -> PlayerSet {
        PlayerSet(bits: (players.bits & ~changes.left.bits) | changes.joined.bits)
    }

    /// The hash of the exact state: equal states give equal hashes in every process.
    public func stateHash(_ plan: WorldPlan<G.World>) -> UInt64 {
        var hasher = StateHasher()
        hasher.combine(UInt64(tick.rawValue))
        hasher.combine(players.bits)
        hasher.combine(random.state)
        plan.hash(world, into: &hasher)
        return hasher.value
    }
}
