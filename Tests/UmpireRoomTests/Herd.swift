import UmpireBasics
import UmpireGame
import UmpireState

/// A hundred and twenty sheep that run about at random, half of them only now and then.
///
/// Five wolves are more urgent than all of them.
protocol Herd: Game where Input == HerdInput, World == HerdWorld, Cue == Bleat {}

struct HerdInput: GameInput {
    var isBarking = false
    static let schema = Schema<Self> { Field("isBarking", \.isBarking) }
}

struct Sheep: Replicable {
    var x = 0
    var y = 0
    var wool = 0
    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...60_000)
        Field("y", \.y, in: 0...60_000)
        Field("wool", \.wool, in: 0...4_000)
    }
}

/// A cue in each third tick, numbered.
struct Bleat: Replicable {
    var number = 0
    static let schema = Schema<Self> { Field("number", \.number, in: 0...1_000_000) }
}

struct HerdWorld: GameWorld {
    var wolves = Table<Sheep>(capacity: 8)
    var sheep = Table<Sheep>(capacity: 160)
    var steps = 0
    /// For tests: whether everybody stands still.
    var isAsleep = false
    static let layout = Layout<Self> {
        Entities("wolves", \.wolves, priority: .kind(1_000))
        Entities("sheep", \.sheep)
        Field("steps", \.steps, in: 0...1_000_000)
        Field("isAsleep", \.isAsleep)
    }
}

extension Herd {
    static func step(_ world: inout HerdWorld, _ turn: inout Turn<Self>) {
        world.steps += 1
        if world.steps % 3 == 0 { turn.emit(Bleat(number: world.steps / 3)) }
        world.isAsleep = turn.players.contains { turn[$0].isBarking }
        if world.isAsleep { return }
        while world.sheep.count < 120 { _ = world.sheep.insert(Sheep()) }
        if turn.random.chance(0.2), let lost = world.sheep.ids.first { world.sheep[lost] = nil }
        while world.wolves.count < 5 { _ = world.wolves.insert(Sheep()) }
        for wolf in world.wolves.ids {
            world.wolves[wolf]?.x = turn.random.int(in: 0...60_000)
        }
        for (number, sheep) in world.sheep.enumerated() {
            guard number % 2 == 0 || turn.random.chance(0.1) else { continue }
            world.sheep[sheep.id] = Sheep(
                x: turn.random.int(in: 0...60_000), y: turn.random.int(in: 0...60_000),
                wool: turn.random.int(in: 0...4_000))
        }
    }
}

enum FreeHerd: Herd {
    static let info = GameInfo("herd", tickRate: 30, players: 1...4, fillsWithBots: false)
}

enum ThriftyHerd: Herd {
    static let info = GameInfo(
        "thrifty-herd", tickRate: 30, players: 1...4, fillsWithBots: false,
        budgetBytesPerSecond: 3_000)
}
