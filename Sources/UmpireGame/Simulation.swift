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
        players.bits = (players.bits & ~changes.left.bits) | changes.joined.bits
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
