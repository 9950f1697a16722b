import UmpireBasics
import UmpireState

/// What a seed decided about the schema and the layout of a `Thicket`.
struct ThicketShape: Sendable {
    /// Read while a plan is made.
    @TaskLocal static var current = ThicketShape(seed: 0)

    let audiences: [Audience]
    let step: Float
    let turnBits: Int
    let mostHerds: UInt8
    let interests: [ThicketInterest]

    init(seed: UInt64) {
        var random = GameRandom(seed: seed, stream: 77)
        let choices: [Audience] = [.everyone, .everyone, .owner, .team, .server]
        audiences = (0..<10).map { _ in random.pick(choices) ?? .everyone }
        step = random.pick([0.125, 0.25, 1]) ?? 1
        turnBits = random.int(in: 1...16)
        mostHerds = UInt8(random.int(in: 2...200))
        interests = (0..<3).map { _ in ThicketInterest(&random) }
    }

    /// The plan of the world whose shape this is.
    var plan: WorldPlan<Thicket> { ThicketShape.$current.withValue(self) { WorldPlan() } }
}

/// Who sees the creatures of one table.
struct ThicketInterest: Sendable {
    enum Kind: CaseIterable { case everything, radius, team, custom }

    static let names = ["hares", "foxes", "owls"]

    let kind: Kind
    let radius: Float
    let hysteresis: Float
    /// The table with the eyes; nil: the table itself.
    let eyes: Int?
    /// Nil: as the library has it for this kind.
    let spectators: SpectatorSight?

    init(_ random: inout GameRandom) {
        kind = random.pick(Kind.allCases) ?? .radius
        radius = random.float(in: 2..<30)
        hysteresis = random.chance(0.3) ? 0 : random.float(in: 1..<12)
        eyes = random.chance(0.5) ? nil : random.int(in: 0...2)
        spectators = random.pick([nil, .everything, .nothing]) ?? nil
    }

    var isShownToSpectators: Bool {
        switch (kind, spectators) {
        case (.everything, _), (_, .everything?), (.radius, nil): true
        case (_, .nothing?), (.team, nil), (.custom, nil): false
        }
    }

    var interest: Interest<Thicket, Thicket.Creature> {
        let name = eyes.map { ThicketInterest.names[$0] }
        return switch (kind, spectators) {
        case (.everything, _): .everything
        case (.radius, nil): .radius(radius, hysteresis: hysteresis, eyes: name)
        case (.radius, let spectators?):
            .radius(radius, hysteresis: hysteresis, eyes: name, spectators: spectators)
        case (.team, nil): .teamVision(radius, hysteresis: hysteresis, eyes: name)
        case (.team, let spectators?):
            .teamVision(radius, hysteresis: hysteresis, eyes: name, spectators: spectators)
        case (.custom, nil): .custom(ThicketInterest.rule)
        case (.custom, let spectators?): .custom(spectators: spectators, ThicketInterest.rule)
        }
    }

    /// A rule that looks at all that it is given.
    static let rule: Interest<Thicket, Thicket.Creature>.Rule = { creature, id, viewer, world in
        guard case .player(let player, let team) = viewer else { return true }
        return creature.herd == team
            || (UInt16(player.rawValue) + id.rawValue + world.day) % 3 == 0
    }
}
