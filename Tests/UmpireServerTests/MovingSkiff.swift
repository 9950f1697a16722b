import UmpireBasics
import UmpireGame
import UmpireState

/// Many rooms of sixteen with next to nothing in them: what is tested with it are the ways between
/// the rooms.
struct MovingSkiff: Game {
    static let info = GameInfo("skiff", tickRate: 10, players: 1...16, countdownSeconds: 0)

    struct Input: GameInput {
        var oar = 0
        static let schema = Schema<Self> { Field("oar", \.oar, in: -1...1) }
    }

    struct World: GameWorld {
        var way = 0
        static let layout = Layout<Self> { Field("way", \.way, in: -1_000_000...1_000_000) }
    }

    static func step(_ world: inout World, _ turn: inout Turn<MovingSkiff>) {
        for player in turn.players { world.way += turn[player].oar }
    }
}
