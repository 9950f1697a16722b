import UmpireBasics
import UmpireGame
import UmpireState

/// A game with everything that a mirror must follow: two tables, scalars, private fields, cues.
struct Swarm: Game {
    static let info = GameInfo("swarm", tickRate: 30, players: 1...8)

    struct Input: GameInput {
        var turn = 0
        var isPushing = false
        static let schema = Schema<Self> {
            Field("turn", \.turn, in: -1...1)
            Field("isPushing", \.isPushing)
        }
    }

    struct Fly: Replicable {
        var x: Float = 0
        var y: Float = 0
        var heading: Float = 0
        var energy = 0
        var secret = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: -100...100, step: 0.01, .interpolated)
            Field("y", \.y, in: -100...100, step: 0.01, .interpolated)
            Field("heading", \.heading, turnBits: 8)
            Field("energy", \.energy, in: 0...20)
            Field("secret", \.secret, in: 0...1_000_000, audience: .owner)
        }
    }

    struct Stone: Replicable {
        var weight: Int32 = 0
        var isLit = false
        static let schema = Schema<Self> {
            Field("weight", \.weight)
            Field("isLit", \.isLit)
        }
    }

    struct Cue: Replicable {
        var fly = EntityID(0)
        var strength: UInt8 = 0
        static let schema = Schema<Self> {
            Field("fly", \.fly)
            Field("strength", \.strength)
        }
    }

    struct World: GameWorld {
        var flies = Table<Fly>(capacity: 64)
        var stones = Table<Stone>(capacity: 256)
        var wind: Float = 0
        var round = 0
        static let layout = Layout<Self> {
            Entities("flies", \.flies, owner: .id)
            Entities("stones", \.stones)
            Field("wind", \.wind)
            Field("round", \.round, in: 0...100)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Swarm>) {}

    /// Changes a world as a busy tick would: most things a little, some come, some go.
    static func stir(_ world: inout World, _ random: inout GameRandom) {
        var chance = random
        world.flies.removeAll { _, fly in
            fly.x += chance.float(in: -2..<2)
            if chance.chance(0.2) { fly.y = chance.float(in: -100..<100) }
            if chance.chance(0.3) { fly.heading = chance.float(in: -3..<3) }
            if chance.chance(0.1) { fly.energy = chance.int(in: 0...20) }
            fly.secret = chance.int(in: 0...1_000_000)
            return chance.chance(0.03)
        }
        world.stones.removeAll { _, stone in
            if chance.chance(0.1) { stone.weight = Int32(bitPattern: chance.word()) }
            if chance.chance(0.05) { stone.isLit.toggle() }
            return chance.chance(0.02)
        }
        for _ in 0..<chance.int(in: 0...3) {
            world.stones.insert(Stone(weight: Int32(bitPattern: chance.word())))
        }
        let player = PlayerID(UInt8(chance.int(in: 0...63)))
        if world.flies[player] == nil { world.flies[player] = Fly(x: chance.float(in: -90..<90)) }
        if chance.chance(0.1) { world.wind = chance.float(in: -1..<1) }
        if chance.chance(0.02) { world.round = chance.int(in: 0...100) }
        random = chance
    }
}
