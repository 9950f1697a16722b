import UmpireBasics
import UmpireGame
import UmpireState

/// A game without anything.
enum Other: Game {
    static let info = GameInfo("other", players: 1...2)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct World: GameWorld { static let layout = Layout<World> {} }
    static func step(_ world: inout World, _ turn: inout Turn<Other>) {}
}

/// A game that says too much.
enum Talker: Game {
    static let info = GameInfo("talker", players: 1...2)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct World: GameWorld { static let layout = Layout<World> {} }
    static func step(_ world: inout World, _ turn: inout Turn<Talker>) {}
    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        Verdict([], reason: String(repeating: "€", count: 2_000))
    }
}

/// A later version of the test game: same name, another schema.
enum Later: Game {
    static let info = GameInfo("skirmish", tickRate: 10, players: 1...4)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct World: GameWorld {
        var count: UInt8 = 0
        static let layout = Layout<World> { Field("count", \.count) }
    }
    static func step(_ world: inout World, _ turn: inout Turn<Later>) { world.count &+= 1 }
}
