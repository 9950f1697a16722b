import UmpireBasics
import UmpireGame
import UmpireState

/// A small game whose state depends on every input: ships that steer, mines that they lay.
struct Orbit: Game {
    static let info = GameInfo(
        "orbit", tickRate: 30, players: 2...8, graceSeconds: 10, intermissionSeconds: 2)

    struct Input: GameInput {
        var turn = 0
        var isLaying = false
        static let schema = Schema<Self> {
            Field("turn", \.turn, in: -1...1)
            Field("isLaying", \.isLaying)
        }
    }

    struct Ship: Replicable {
        var x: Float = 50
        var y: Float = 50
        var heading: Float = 0
        var score = 0
        var fuel = 1_000
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...100, step: 0.02, .interpolated)
            Field("y", \.y, in: 0...100, step: 0.02, .interpolated)
            Field("heading", \.heading, turnBits: 10)
            Field("score", \.score, in: 0...10_000)
            Field("fuel", \.fuel, in: 0...1_000, audience: .owner)
        }
    }

    struct Mine: Replicable {
        var x: Float = 0
        var y: Float = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...100, step: 0.5)
            Field("y", \.y, in: 0...100, step: 0.5)
        }
    }

    struct Cue: Replicable {
        var player = PlayerID(0)
        static let schema = Schema<Self> { Field("player", \.player) }
    }

    struct World: GameWorld {
        var ships = Table<Ship>(capacity: 8)
        var mines = Table<Mine>(capacity: 64)
        static let layout = Layout<Self> {
            Entities("ships", \.ships, owner: .id)
            Entities("mines", \.mines)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Orbit>) {
        for player in turn.left { world.ships[player] = nil }
        for player in turn.joined { world.ships[player] = Ship() }
        for player in turn.players {
            guard var ship = world.ships[player] else { continue }
            let input = turn[player]
            ship.heading += Float(input.turn) * 0.02
            ship.heading -= ship.heading.rounded(.down)
            ship.x = min(max(ship.x + Trigonometry.cosine(turns: ship.heading), 0), 100)
            ship.y = min(max(ship.y + Trigonometry.sine(turns: ship.heading), 0), 100)
            ship.fuel = max(0, ship.fuel - 1)
            if input.isLaying && world.mines.insert(Mine(x: ship.x, y: ship.y)) != nil {
                ship.score += 1
                turn.emit(Cue(player: player))
            }
            world.ships[player] = ship
        }
        if turn.random.chance(0.1), let mine = turn.random.pick(world.mines.ids) {
            world.mines[mine] = nil
        }
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard tick >= Tick(240) else { return nil }
        let scores = world.ships.map {
            Verdict.Placement(PlayerID(UInt8($0.id.rawValue)), score: $0.entity.score)
        }
        return Verdict(scores, reason: "time")
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        Input(turn: random.int(in: -1...1), isLaying: random.chance(0.1))
    }
}
