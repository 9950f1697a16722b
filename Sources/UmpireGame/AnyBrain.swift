public import UmpireBasics
public import UmpireState

/// The bot of some game, behind a function that knows the type.
///
/// The function is made where the game's type is known, so its body is specialised there. It keeps
/// a world of its own, so that a brain which many bots of a room share restores each state once.
/// It is a reference: copies are the same brain.
@safe
public struct AnyBrain {
    /// Appends the row of what the bot does: for the world that the snapshot shows, in the player's
    /// place, with this chance.
    public let decide: (borrowing Snapshot, PlayerID, inout GameRandom, inout [UInt32]) -> Void

    /// The bot of `G`.
    @inlinable
    public init<G: Game>(_ plan: GamePlan<G>) {
        let box = FixedMemory(BrainCore<G>(plan))
        decide = { unsafe box.value.pointee.decide($0, $1, &$2, &$3) }
    }
}

/// A bot's world and what its input needs.
@usableFromInline
struct BrainCore<G: Game> {
    @usableFromInline let input: Replica<G.Input>
    @usableFromInline var restored: RestoredWorld<G.World>

    @inlinable
    init(_ plan: GamePlan<G>) {
        input = plan.input
        restored = RestoredWorld(plan.world)
    }

    @inlinable
    mutating func decide(
        _ snapshot: borrowing Snapshot, _ player: PlayerID, _ random: inout GameRandom,
        _ row: inout [UInt32]
    ) {
        restored.follow(snapshot)
        input.appendRow(of: G.bot(player, restored.world, &random), to: &row)
    }
}
