import UmpireBasics
public import UmpireState

/// Everything that is resolved from a game's type, once.
public struct GamePlan<G: Game>: Sendable {
    /// The world's layout.
    public let world: WorldPlan<G.World>
    /// The input's row.
    public let input: Replica<G.Input>
    /// The cue's row.
    public let cue: Replica<G.Cue>
    /// The schema as clients get it.
    public let description: SchemaDescription

    /// Resolves and checks all schemas of `G`; stops with a message about the first fault.
    public init(_ game: G.Type = G.self) {
        world = WorldPlan()
        input = Replica()
        cue = Replica()
        require(
            (input.plan.fields + cue.plan.fields).allSatisfy { $0.audience == .everyone },
            "the fields of an input and of a cue have no audience: everybody gets each cue")
        description = SchemaDescription(world: world.shape, input: input.plan, cue: cue.plan)
    }
}
