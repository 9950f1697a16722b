import UmpireBasics
import UmpireGame
import UmpireState

/// The least game: a counter for each player, moved by the input.
struct Duel: Game {
    static let info = GameInfo("duel", tickRate: 30, players: 1...2, graceSeconds: 2)

    struct Input: GameInput {
        var step = 0
        static let schema = Schema<Self> { Field("step", \.step, in: -1...1) }
    }
    struct Piece: Replicable {
        var place = 0
        static let schema = Schema<Self> { Field("place", \.place, in: 0...1_000) }
    }
    struct World: GameWorld {
        var pieces = Table<Piece>()
        static let layout = Layout<Self> { Entities("pieces", \.pieces) }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Duel>) {
        for player in turn.left { world.pieces[player] = nil }
        for player in turn.joined { world.pieces[player] = Piece() }
        for player in turn.players {
            guard var piece = world.pieces[player] else { continue }
            piece.place = max(0, min(1_000, piece.place + turn[player].step))
            world.pieces[player] = piece
        }
    }
}
