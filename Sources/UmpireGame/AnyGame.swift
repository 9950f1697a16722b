public import UmpireState

/// A game's type as a value: what a server must know of it, and a way to begin matches.
public struct AnyGame: Sendable {
    /// Name, rates and sizes.
    public let info: GameInfo
    /// The schema as clients get it.
    public let description: SchemaDescription
    /// The row of the idle input.
    public let idleInput: [UInt32]
    /// Files of the game's own page.
    public let page: [PageFile]
    /// Begins a match on so many seats, with a seed.
    public let begin: @Sendable (_ seats: Int, _ seed: UInt64) -> AnyMatch
    /// Makes a brain that plays as the game's own bot does.
    public let makeBrain: @Sendable () -> AnyBrain

    /// Resolves and checks the schemas of `G`; stops with a message about the first fault.
    @inlinable
    public init<G: Game>(_ game: G.Type) {
        let plan = GamePlan(G.self)
        info = G.info
        description = plan.description
        var idle: [UInt32] = []
        plan.input.appendRow(of: G.Input(), to: &idle)
        idleInput = idle
        page = G.page
        begin = { seats, seed in AnyMatch(plan, seats: seats, seed: seed) }
        makeBrain = { AnyBrain(plan) }
    }
}
