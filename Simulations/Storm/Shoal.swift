import UmpireBasics
import UmpireGame
import UmpireState

/// Two shoals of fish look for food: short matches, teams, and fields that only some may see.
struct Shoal: Game {
    static let info = GameInfo(
        "shoal", tickRate: 20, players: 2...6, graceSeconds: 10, intermissionSeconds: 2)

    struct Input: GameInput {
        var x = 0
        var y = 0

        static let schema = Schema<Self> {
            Field("x", \.x, in: -2...2)
            Field("y", \.y, in: -2...2)
        }
    }

    struct Fish: Replicable {
        var x = 0
        var y = 0
        var team: UInt8 = 0
        var depth = 0
        var eaten = 0

        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...500)
            Field("y", \.y, in: 0...500)
            Field("team", \.team, in: 0...1)
            Field("depth", \.depth, in: 0...100, audience: .team)
            Field("eaten", \.eaten, in: 0...1_000, audience: .owner)
        }
    }

    /// Food, and the cue that some was eaten.
    struct Crumb: Replicable {
        var x = 0
        var y = 0

        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...500)
            Field("y", \.y, in: 0...500)
        }
    }

    struct World: GameWorld {
        var fish = Table<Fish>()
        var crumbs = Table<Crumb>(capacity: 20)
        var eaten = 0

        static let layout = Layout<Self> {
            Entities("fish", \.fish, owner: .id, team: \.team)
            Entities("crumbs", \.crumbs)
            Field("eaten", \.eaten, in: 0...1_000)
        }
    }

    typealias Cue = Crumb

    static func step(_ world: inout World, _ turn: inout Turn<Shoal>) {
        for player in turn.left { world.fish[player] = nil }
        for player in turn.joined {
            world.fish[player] = Fish(
                x: turn.random.int(in: 0...500), y: turn.random.int(in: 0...500),
                team: player.rawValue % 2)
        }
        if turn.random.chance(0.2) {
            let crumb = Crumb(
                x: turn.random.int(in: 0...500), y: turn.random.int(in: 0...500))
            world.crumbs.insert(crumb)
        }
        for player in turn.players { swim(player, &world, &turn) }
    }

    private static func swim(_ player: PlayerID, _ world: inout World, _ turn: inout Turn<Shoal>) {
        guard var fish = world.fish[player] else { return }
        fish.x = min(max(fish.x + 3 * turn[player].x, 0), 500)
        fish.y = min(max(fish.y + 3 * turn[player].y, 0), 500)
        fish.depth = (fish.depth + 1) % 101
        let near = world.crumbs.first {
            abs($0.entity.x - fish.x) < 12 && abs($0.entity.y - fish.y) < 12
        }
        if let near {
            world.crumbs[near.id] = nil
            fish.eaten = min(fish.eaten + 1, 1_000)
            world.eaten = min(world.eaten + 1, 1_000)
            turn.emit(near.entity)
        }
        world.fish[player] = fish
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard tick >= Tick(400) else { return nil }
        let scores = world.fish.map {
            Verdict.Placement($0.id.player, score: $0.entity.eaten)
        }
        return Verdict(scores, reason: "the tide turns")
    }

    static func team(of player: PlayerID, in world: World) -> UInt8 {
        world.fish[player]?.team ?? 0
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        guard let fish = view.fish[me], let crumb = view.crumbs.first(where: { _ in true })
        else { return Input() }
        return Input(x: (crumb.entity.x - fish.x).signum(), y: (crumb.entity.y - fish.y).signum())
    }
}
