import UmpireBasics
import UmpireGame
import UmpireState

/// Thirty-two fighters who run about and shoot: what an arena sends, without its rules.
struct Brawl: Game {
    static let info = GameInfo("brawl", tickRate: 30, players: 1...32)

    struct Input: GameInput {
        var dx = 0
        var dy = 0
        var isShooting = false
        static let schema = Schema<Self> {
            Field("dx", \.dx, in: -1...1)
            Field("dy", \.dy, in: -1...1)
            Field("isShooting", \.isShooting)
        }
    }
    struct Fighter: Replicable {
        var x = 0
        var y = 0
        var aim = 0
        var health = 100
        var score = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...20_000)
            Field("y", \.y, in: 0...20_000)
            Field("aim", \.aim, in: 0...1_023)
            Field("health", \.health, in: 0...100)
            Field("score", \.score, in: 0...4_095)
        }
    }
    struct Bolt: Replicable {
        var x = 0
        var y = 0
        var age = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...20_000)
            Field("y", \.y, in: 0...20_000)
            Field("age", \.age, in: 0...63)
        }
    }
    struct World: GameWorld {
        var fighters = Table<Fighter>(capacity: 32)
        var bolts = Table<Bolt>(capacity: 128)
        static let layout = Layout<Self> {
            Entities("fighters", \.fighters)
            Entities("bolts", \.bolts)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Brawl>) {
        for player in turn.left { world.fighters[player] = nil }
        for player in turn.joined { world.fighters[player] = Fighter(x: 10_000, y: 10_000) }
        for bolt in world.bolts.ids { fly(bolt, &world) }
        for player in turn.players {
            guard var fighter = world.fighters[player] else { continue }
            let input = turn[player]
            fighter.x = max(0, min(20_000, fighter.x + input.dx * turn.random.int(in: 50...200)))
            fighter.y = max(0, min(20_000, fighter.y + input.dy * turn.random.int(in: 50...200)))
            fighter.aim = turn.random.int(in: 0...1_023)
            if input.isShooting {
                fighter.score = (fighter.score + 1) % 4_096
                world.bolts.insert(Bolt(x: fighter.x, y: fighter.y))
            }
            world.fighters[player] = fighter
        }
    }

    private static func fly(_ id: EntityID, _ world: inout World) {
        guard var bolt = world.bolts[id] else { return }
        bolt.age += 1
        bolt.x = (bolt.x + 370) % 20_000
        bolt.y = (bolt.y + 230) % 20_000
        world.bolts[id] = bolt.age > 40 ? nil : bolt
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        Input(
            dx: random.int(in: -1...1), dy: random.int(in: -1...1),
            isShooting: random.chance(0.08))
    }
}
