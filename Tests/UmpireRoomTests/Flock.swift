import UmpireBasics
import UmpireGame
import UmpireState

/// Forty birds, each with a secret of its owner's, its team's and the server's.
///
/// What is for everyone goes its way whatever the secrets are.
protocol Flock: Game where Input == HerdInput, World == FlockWorld, Cue == Bleat {
    /// The secret of a bird at a step.
    static func secret(_ bird: Int, _ step: Int) -> UInt16
}

struct Bird: Replicable {
    var x = 0
    var y = 0
    var keeper = PlayerID(0)
    var flock: UInt8 = 0
    var plan: UInt16 = 0
    var course: UInt16 = 0
    var fate: UInt16 = 0
    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...60_000)
        Field("y", \.y, in: 0...60_000)
        Field("keeper", \.keeper)
        Field("flock", \.flock, in: 0...3)
        Field("plan", \.plan, audience: .owner)
        Field("course", \.course, audience: .team)
        Field("fate", \.fate, audience: .server)
    }
}

struct FlockWorld: GameWorld {
    var birds = Table<Bird>(capacity: 64)
    var steps = 0
    static let layout = Layout<Self> {
        Entities("birds", \.birds, owner: .field(\.keeper), team: \.flock)
        Field("steps", \.steps, in: 0...1_000_000)
    }
}

extension Flock {
    static func step(_ world: inout FlockWorld, _ turn: inout Turn<Self>) {
        while world.birds.count < 40 {
            let number = world.birds.count
            _ = world.birds.insert(
                Bird(
                    x: 1_000 * number, y: 30_000, keeper: PlayerID(UInt8(number % 4)),
                    flock: UInt8(number % 4)))
        }
        world.steps += 1
        for (number, bird) in world.birds.enumerated() {
            var next = bird.entity
            next.x = (next.x + 3 * number + turn.random.int(in: 0...4)) % 60_000
            if number % 3 == 0 { next.y = 30_000 + turn.random.int(in: 0...9) }
            let secret = secret(number, world.steps)
            (next.plan, next.course, next.fate) = (secret, secret, secret)
            world.birds[bird.id] = next
        }
    }
}

/// Whose secrets are always the same.
enum CalmFlock: Flock {
    static let info = GameInfo("calm-flock", tickRate: 30, players: 1...4, fillsWithBots: false)
    static func secret(_ bird: Int, _ step: Int) -> UInt16 { 0 }
}

/// Whose secrets change all the time.
enum SlyFlock: Flock {
    static let info = GameInfo("sly-flock", tickRate: 30, players: 1...4, fillsWithBots: false)
    static func secret(_ bird: Int, _ step: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: (bird + 1) &* step &* 40_503)
    }
}

/// The calm one in dense mode.
enum DenseFlock: Flock {
    static let info = GameInfo(
        "dense-flock", tickRate: 30, players: 1...4, fillsWithBots: false, codec: .dense)
    static func secret(_ bird: Int, _ step: Int) -> UInt16 { 0 }
}
