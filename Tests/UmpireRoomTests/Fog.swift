import UmpireBasics
import UmpireGame
import UmpireState

/// Walkers of whom each sees only those near it.
enum Fog: Game {
    static let info = GameInfo("fog", tickRate: 30, players: 1...4, fillsWithBots: false)

    typealias Input = HerdInput
    typealias Cue = Bleat

    struct Walker: Replicable {
        var x: Float = 0
        var y: Float = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...1_000, step: 0.1)
            Field("y", \.y, in: 0...1_000, step: 0.1)
        }
    }

    struct World: GameWorld {
        var walkers = Table<Walker>(capacity: 64)
        static let layout = Layout<Self> {
            Entities(
                "walkers", \.walkers, owner: .id, position: .at(\.x, \.y),
                interest: .radius(300, hysteresis: 10, eyes: "walkers"))
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Fog>) {
        while world.walkers.count < 40 { _ = world.walkers.insert(Walker(x: 500, y: 500)) }
        for walker in world.walkers.ids {
            world.walkers[walker]?.x = turn.random.float(in: 400..<600)
        }
    }
}
