public import UmpireBasics

/// Which entities of a table reach which client; the others do not exist for it in any form.
///
/// The ids that `Table.insert` hands out are common to all: a gap tells that something was
/// inserted. A game in which that is a secret says `ids: .perViewer`; see `EntityIDs`.
public struct Interest<World, Entity: Replicable>: Sendable {
    /// The game's own rule.
    public typealias Rule = @Sendable (Entity, EntityID, Viewer, borrowing World) -> Bool

    @usableFromInline let plan: InterestPlan
    @usableFromInline let rule: Rule?

    private init(_ plan: InterestPlan, _ rule: Rule? = nil) {
        self.plan = plan
        self.rule = rule
    }

    /// Everybody sees all entities.
    public static var everything: Self { Interest(InterestPlan(.everything)) }

    /// A player sees what it owns, and what lies within `radius` of one of its eyes.
    ///
    /// What it sees it goes on seeing until it is farther than `radius` + `hysteresis`, so that
    /// nothing flickers at the edge. Eyes are the entities that it owns in the table called `eyes`;
    /// nil: in this one. A player without eyes sees only what it owns. An entity whose position is
    /// not finite is seen by its owner alone, and such an eye sees nothing.
    ///
    /// This limit is there for bandwidth, so spectators see everything unless `spectators` says
    /// otherwise.
    public static func radius(
        _ radius: Float, hysteresis: Float = 0, eyes: String? = nil,
        spectators: SpectatorSight = .everything
    ) -> Self {
        Interest(InterestPlan(.radius, radius, hysteresis, eyes: eyes, spectators: spectators))
    }

    /// As `radius`, with all entities of the viewer's team as eyes; those are always seen.
    ///
    /// This limit is there for secrecy (the fog of war), and a spectator may be a player's friend:
    /// spectators see nothing unless `spectators` says otherwise.
    public static func teamVision(
        _ radius: Float, hysteresis: Float = 0, eyes: String? = nil,
        spectators: SpectatorSight = .nothing
    ) -> Self {
        Interest(InterestPlan(.team, radius, hysteresis, eyes: eyes, spectators: spectators))
    }

    /// A player sees the entities for which `rule` is true, its own ones too.
    ///
    /// It is asked for each entity, player and snapshot, and never about spectators; what it is for
    /// nobody knows, so they see nothing unless `spectators` says otherwise. It must be as
    /// deterministic as a step.
    public static func custom(
        spectators: SpectatorSight = .nothing, _ rule: @escaping Rule
    ) -> Self {
        Interest(InterestPlan(.custom, spectators: spectators), rule)
    }
}

/// What those who only watch see of a table that players see in part.
public enum SpectatorSight: Sendable {
    /// All its entities.
    case everything
    /// None of them.
    case nothing
}
