import UmpireBasics
import UmpireGame
import UmpireState

/// Two or three runners; the first to push twenty times wins.
struct Relay: Game {
    static let info = GameInfo(
        "relay", tickRate: 10, players: 2...3, graceSeconds: 2, countdownSeconds: 1,
        intermissionSeconds: 3)

    struct Input: GameInput {
        var isPushing = false
        static let schema = Schema<Self> { Field("isPushing", \.isPushing) }
    }

    struct Runner: Replicable {
        var distance = 0
        static let schema = Schema<Self> { Field("distance", \.distance, in: 0...1_000) }
    }

    struct World: GameWorld {
        var runners = Table<Runner>(capacity: 3)
        var steps = 0
        static let layout = Layout<Self> {
            Entities("runners", \.runners)
            Field("steps", \.steps, in: 0...100_000)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Relay>) {
        for player in turn.left { world.runners[player] = nil }
        for player in turn.joined { world.runners[player] = Runner() }
        for player in turn.players where turn[player].isPushing {
            world.runners[player]?.distance += 1
        }
        world.steps += 1
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard world.runners.contains(where: { $0.entity.distance >= 20 }) else { return nil }
        return Verdict(
            world.runners.map {
                Verdict.Placement(PlayerID(UInt8($0.id.rawValue)), score: $0.entity.distance)
            }, reason: "the relay is run")
    }
}
