public import UmpireBasics

/// Which entities of a table go first to a client whose bytes are short.
///
/// Weights are 1…1,000: an entity's urgency grows by its weight each tick until it is sent, so none
/// waits for ever.
public struct Priority<World, Entity: Replicable>: Sendable {
    /// The game's own weight; brought into 1…1,000.
    public typealias Rule = @Sendable (Entity, EntityID, Viewer, borrowing World) -> Int

    @usableFromInline let plan: PriorityPlan
    @usableFromInline let rule: Rule?

    private init(_ plan: PriorityPlan, _ rule: Rule? = nil) {
        self.plan = plan
        self.rule = rule
    }

    /// The same weight for all entities of the table, 1…1,000; a table that says nothing has 16.
    public static func kind(_ weight: Int = 16) -> Self {
        Priority(PriorityPlan(weight: weight))
    }

    /// `near` at an eye of the player and for what it owns, half of that at the distance `falloff`,
    /// a tenth at three times that.
    ///
    /// Eyes are the entities that the player owns in the table called `eyes`; nil: in this one. Who
    /// has none, or only watches, has 16 for all. At most 16 eyes are asked. The default for `near`
    /// puts what is one or two falloffs away on a par with tables that say nothing.
    public static func distance(
        _ falloff: Float, near: Int = 64, eyes: String? = nil
    ) -> Self {
        Priority(PriorityPlan(weight: near, falloff: falloff, eyes: eyes))
    }

    /// What `rule` says of each entity for a viewer.
    public static func custom(_ rule: @escaping Rule) -> Self {
        Priority(PriorityPlan(weight: 1), rule)
    }
}
