import UmpireBasics
import UmpireGame
import UmpireState

/// A game in which some cues are for player 1 alone, and some for players 0 and 2.
protocol Whispers: Game where Input == HerdInput, World == WhisperWorld, Cue == Bleat {
    static var whispers: Bool { get }
}

struct WhisperWorld: GameWorld {
    var sheep = Table<Sheep>(capacity: 60)
    var steps = 0
    static let layout = Layout<Self> {
        Entities("sheep", \.sheep)
        Field("steps", \.steps, in: 0...1_000_000)
    }
}

extension Whispers {
    static func step(_ world: inout WhisperWorld, _ turn: inout Turn<Self>) {
        while world.sheep.count < 60 { world.sheep.insert(Sheep()) }
        world.sheep.update { _, sheep in sheep.x = turn.random.int(in: 0...60_000) }
        world.steps += 1
        if world.steps % 3 == 0 { turn.emit(Bleat(number: world.steps)) }
        guard whispers else { return }
        if world.steps % 4 == 0 {
            turn.emit(Bleat(number: 100_000 + world.steps), to: PlayerSet(bits: 0b010))
        }
        if world.steps % 5 == 0 {
            turn.emit(Bleat(number: 200_000 + world.steps), to: PlayerSet(bits: 0b101))
        }
        // Nobody's: as if it had not been.
        turn.emit(Bleat(number: 300_000), to: PlayerSet())
    }
}

enum Whispering: Whispers {
    static let info = GameInfo("whispers", tickRate: 30, players: 1...4, fillsWithBots: false)
    static let whispers = true
}

enum Silent: Whispers {
    static let info = GameInfo("whispers", tickRate: 30, players: 1...4, fillsWithBots: false)
    static let whispers = false
}

/// The same with a snapshot in each second tick.
enum SlowWhispering: Whispers {
    static let info = GameInfo(
        "whispers", tickRate: 30, snapshotRate: 15, players: 1...4, fillsWithBots: false)
    static let whispers = true
}

enum SlowSilent: Whispers {
    static let info = GameInfo(
        "whispers", tickRate: 30, snapshotRate: 15, players: 1...4, fillsWithBots: false)
    static let whispers = false
}

/// The same where no client can be sent all that changes.
enum PoorWhispering: Whispers {
    static let info = GameInfo(
        "whispers", tickRate: 30, players: 1...4, fillsWithBots: false,
        budgetBytesPerSecond: 2_000)
    static let whispers = true
}
