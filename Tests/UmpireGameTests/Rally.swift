import UmpireBasics
import UmpireGame
import UmpireState

/// A small deterministic game with Float state, chance, spawning and removing.
enum Rally: Game {
    static let info = GameInfo("rally", tickRate: 30, players: 2...3)

    struct Input: GameInput {
        var steering: Float = 0
        var isHonking = false
        static let schema = Schema<Input> {
            Field("steering", \.steering, in: -1...1, step: 0.125)
            Field("isHonking", \.isHonking)
        }
    }

    struct Car: Replicable {
        var x: Float = 0
        var heading: Float = 0
        var laps: UInt16 = 0
        static let schema = Schema<Car> {
            Field("x", \.x, in: -1000...1000, step: 0.1)
            Field("heading", \.heading, turnBits: 10)
            Field("laps", \.laps)
        }
    }

    struct Puddle: Replicable {
        var x: Float = 0
        var ticksLeft: UInt8 = 9
        static let schema = Schema<Puddle> {
            Field("x", \.x)
            Field("ticksLeft", \.ticksLeft)
        }
    }

    struct World: GameWorld {
        var cars = Table<Car>(capacity: 3)
        var puddles = Table<Puddle>(capacity: 20)
        var honks: Int32 = 0
        static let layout = Layout<World> {
            Entities("cars", \.cars, owner: .id)
            Entities("puddles", \.puddles)
            Field("honks", \.honks)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Rally>) {
        for player in turn.left { world.cars[player] = nil }
        for player in turn.joined { world.cars[player] = Car(x: turn.random.float(in: -9..<9)) }
        for player in turn.players {
            guard var car = world.cars[player] else { continue }
            car.heading += turn[player].steering * turn.seconds
            car.x += Trigonometry.cosine(turns: car.heading)
            if turn[player].isHonking { world.honks &+= 1 }
            world.cars[player] = car
        }
        world.puddles.update { _, puddle in puddle.ticksLeft -= 1 }
        world.puddles.removeAll { _, puddle in puddle.ticksLeft == 0 }
        if turn.random.chance(0.3) { world.puddles.insert(Puddle(x: turn.random.float(in: 0..<5))) }
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        Input(steering: random.float(in: -1..<1), isHonking: random.chance(0.1))
    }
}
