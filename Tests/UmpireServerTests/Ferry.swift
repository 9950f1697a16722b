import UmpireBasics
import UmpireGame
import UmpireState

/// One to four players and a large world: a keyframe of it is about 16 KB.
struct Ferry: Game {
    static let info = GameInfo(
        "ferry", tickRate: 60, players: 1...4, graceSeconds: 2, countdownSeconds: 0)

    struct Input: GameInput {
        var speed = 0
        static let schema = Schema<Self> { Field("speed", \.speed, in: -1...1) }
    }

    struct Wave: Replicable {
        var height: UInt32 = 0
        static let schema = Schema<Self> { Field("height", \.height) }
    }

    struct World: GameWorld {
        var waves = Table<Wave>(capacity: 2_000)
        var way = 0
        static let layout = Layout<Self> {
            Entities("waves", \.waves)
            Field("way", \.way, in: -1_000_000...1_000_000)
        }
    }

    static func setUp(_ world: inout World, random: inout GameRandom) {
        for _ in 0..<2_000 { world.waves.insert(Wave(height: random.word())) }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Ferry>) {
        for player in turn.players { world.way += turn[player].speed }
        // A storm: many waves change at each tick, so that a delta is some kilobytes.
        for number in 0..<400 {
            let id = EntityID(UInt16((Int(turn.tick.rawValue) * 400 + number) % 2_000))
            world.waves[id]?.height = turn.random.word()
        }
    }
}
