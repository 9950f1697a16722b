public import UmpireBasics
public import UmpireState

/// One match as a value: copy it for a checkpoint, assign it to roll back.
///
/// The same seed, seat changes and inputs give the same `stateHash` on every machine and in every
/// build.
public struct Simulation<G: Game>: Sendable {
    @usableFromInline var state: G.World
    @usableFromInline var nextTick = Tick.zero
    @usableFromInline var seated = PlayerSet()
    @usableFromInline var random: GameRandom

    /// The state of the game, lent without a copy.
    @inlinable
    public var world: G.World { _read { yield state } }
    /// The number of the next step.
    @inlinable
    public var tick: Tick { nextTick }
    /// Everybody who has a seat.
    @inlinable
    public var players: PlayerSet { seated }

    /// A new match; `seed` decides everything that chance does in it.
    @inlinable
    public init(seed: UInt64) {
        state = G.World()
        random = GameRandom(seed: seed, stream: 0)
        G.setUp(&state, random: &random)
    }

    /// Advances by one tick with the inputs that lie in `turn`.
    @inlinable
    public mutating func step(_ turn: inout Turn<G>, _ changes: SeatChanges) {
        seated = players(after: changes)
        turn.tick = nextTick
        turn.players = seated
        turn.joined = changes.joined
        turn.left = changes.left
        turn.dropped = changes.dropped
        turn.returned = changes.returned
        turn.removeCues()
        swap(&turn.random, &random)
        G.step(&state, &turn)
        swap(&turn.random, &random)
        nextTick = nextTick.next
    }

    /// What differs between this match and `other`: names of tables, "scalars", "chance" or
    /// "seats".
    public func differences(
        from other: Simulation, _ plan: WorldPlan<G.World>
    ) -> [String] {
        var names = plan.differences(world, other.world)
        if random != other.random { names.append("chance") }
        if players != other.players || tick != other.tick { names.append("seats") }
        return names
    }

    /// Everybody who will have a seat after `changes`.
    @inlinable
    func players(after changes: SeatChanges) -> PlayerSet {
        PlayerSet(bits: (seated.bits & ~changes.left.bits) | changes.joined.bits)
    }

    /// The hash of the exact state: equal states give equal hashes in every process.
    @inlinable
    public func stateHash(_ plan: WorldPlan<G.World>) -> UInt64 {
        var hasher = StateHasher()
        hasher.combine(UInt64(nextTick.rawValue))
        hasher.combine(seated.bits)
        hasher.combine(random.state)
        plan.hash(state, into: &hasher)
        return hasher.value
    }
}
