import UmpireBasics
import UmpireGame
import UmpireState

/// A game in which many cues in each tick are for one player each, player 0's the last of them.
protocol Murmurs: Game where Input == HerdInput, World == MurmurWorld, Cue == Bleat {
    /// Cues of a tick for each player but player 0.
    static var forOthers: Int { get }
}

struct MurmurWorld: GameWorld {
    var steps = 0
    static let layout = Layout<Self> { Field("steps", \.steps, in: 0...1_000_000) }
}

extension Murmurs {
    /// Cues of a tick for player 0.
    static var forFirst: Int { 30 }

    static func step(_ world: inout MurmurWorld, _ turn: inout Turn<Self>) {
        for seat in (0...3).reversed() {
            for index in 0..<(seat == 0 ? forFirst : forOthers) {
                let number = seat * 100_000 + world.steps * 100 + index % 100
                turn.emit(Bleat(number: number), to: PlayerSet(bits: 1 << UInt64(seat)))
            }
        }
        world.steps += 1
    }
}

/// In which only player 0 is told something.
enum LoneMurmurs: Murmurs {
    static let info = GameInfo(
        "murmurs", tickRate: 30, snapshotRate: 10, players: 1...4, fillsWithBots: false)
    static let forOthers = 0
}

/// In which all are told as much, and in the ticks of a snapshot more than the limit of a tick.
enum EvenMurmurs: Murmurs {
    static let info = GameInfo(
        "murmurs", tickRate: 30, snapshotRate: 10, players: 1...4, fillsWithBots: false)
    static let forOthers = 30
}

/// In which each of the others is told more than the limit of a tick.
enum LoudMurmurs: Murmurs {
    static let info = GameInfo(
        "murmurs", tickRate: 30, snapshotRate: 10, players: 1...4, fillsWithBots: false)
    static let forOthers = Limits.cuesPerTick + 44
}
