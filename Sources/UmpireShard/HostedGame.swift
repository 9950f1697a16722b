package import UmpireGame
package import UmpireRoom
package import UmpireState

/// A game as a shard hosts it: what it must know of the type, and a way to open rooms.
package struct HostedGame: Sendable {
    package let info: GameInfo
    package let description: SchemaDescription
    package let open: @Sendable (RoomSettings, RoomClock) -> AnyRoom

    /// Resolves and checks the schemas of `G`.
    package init<G: Game>(_ game: G.Type) {
        let plan = GamePlan(G.self)
        info = G.info
        description = plan.description
        open = { settings, clock in Room<G>(settings, plan: plan, clock: clock) }
    }
}
