import UmpireBasics
import UmpireGame
import UmpireState

/// A coin that is tossed in each step: no tables say better how it falls.
enum Coin: Game {
    static let info = GameInfo("coin", tickRate: 30, players: 1...2, fillsWithBots: false)

    typealias Input = HerdInput
    typealias Cue = Bleat

    struct Piece: Replicable {
        var isHeads = false
        static let schema = Schema<Self> { Field("isHeads", \.isHeads) }
    }

    struct World: GameWorld {
        var coins = Table<Piece>(capacity: 4)
        static let layout = Layout<Self> { Entities("coins", \.coins) }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Coin>) {
        if world.coins.isEmpty { _ = world.coins.insert(Piece()) }
        for coin in world.coins.ids { world.coins[coin]?.isHeads = turn.random.chance(0.5) }
    }
}
