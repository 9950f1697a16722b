import UmpireBasics
import UmpireState

/// A world whose schema and layout a seed decides: three tables of one kind of creature.
struct Thicket: GameWorld {
    struct Creature: Replicable {
        var x: Float = 0
        var y: Float = 0
        var keeper = PlayerID(0)
        var herd: UInt8 = 0
        var age: UInt8 = 0
        var weight: UInt32 = 0
        var heading: Float = 0
        var exact: Float = 0
        var mood: Int16 = 0
        var isHungry = false
        static var schema: Schema<Creature> {
            let shape = ThicketShape.current
            let audience = shape.audiences
            return Schema {
                Field("x", \.x, in: -64...64, step: shape.step, audience: audience[0])
                Field("y", \.y, in: -64...64, step: shape.step, audience: audience[1])
                Field("keeper", \.keeper, audience: audience[2])
                Field("herd", \.herd, in: 0...shape.mostHerds, audience: audience[3])
                Field("age", \.age, audience: audience[4])
                Field("weight", \.weight, audience: audience[5])
                Field("heading", \.heading, turnBits: shape.turnBits, audience: audience[6])
                Field("exact", \.exact, audience: audience[7])
                Field("mood", \.mood, in: -999...999, audience: audience[8])
                Field("isHungry", \.isHungry, audience: audience[9])
            }
        }
    }

    var hares = Table<Creature>(capacity: 200)
    var foxes = Table<Creature>(capacity: 200)
    var owls = Table<Creature>(capacity: 200)
    var day: UInt16 = 0
    var weather: UInt32 = 0
    static let tables: [any WritableKeyPath<Thicket, Table<Creature>> & Sendable] = [
        \.hares, \.foxes, \.owls,
    ]

    static var layout: Layout<Thicket> {
        let shape = ThicketShape.current
        return Layout {
            Entities(
                "hares", \.hares, owner: .field(\.keeper), team: \.herd,
                position: .at(\.x, \.y), interest: shape.interests[0].interest)
            Entities(
                "foxes", \.foxes, owner: .field(\.keeper), team: \.herd,
                position: .at(\.x, \.y), interest: shape.interests[1].interest)
            Entities(
                "owls", \.owls, owner: .field(\.keeper), team: \.herd,
                position: .at(\.x, \.y), interest: shape.interests[2].interest)
            Field("day", \.day)
            Field("weather", \.weather, audience: .server)
        }
    }

    /// Moves and changes creatures; some come and go, some ids at once for another one.
    mutating func live(_ random: inout GameRandom) {
        for path in Thicket.tables {
            var draw = random
            self[keyPath: path].removeAll { _, _ in draw.chance(0.02) }
            self[keyPath: path].update { _, creature in
                creature.x += draw.float(in: -3..<3)
                creature.y += draw.float(in: -3..<3)
                if draw.chance(0.1) { creature = Creature.any(&draw) }
            }
            for _ in 0..<draw.int(in: 0...2) {
                let id = EntityID(UInt16(draw.int(in: 0...40)))
                self[keyPath: path][id] = Creature.any(&draw)
            }
            random = draw
        }
        if random.chance(0.3) { day &+= 1 }
        weather = random.word()
    }
}

extension Thicket.Creature {
    static func any(_ random: inout GameRandom) -> Self {
        var creature = Self(
            x: random.float(in: -60..<60), y: random.float(in: -60..<60),
            keeper: PlayerID(UInt8(random.int(in: 0...5))), herd: UInt8(random.int(in: 0...2)))
        if random.chance(0.02) { creature.x = random.chance(0.5) ? .nan : -.infinity }
        creature.changeContents(&random)
        return creature
    }

    /// Changes what decides nothing about who sees it.
    mutating func changeContents(_ random: inout GameRandom) {
        age = UInt8(random.int(in: 0...255))
        weight = random.word()
        heading = random.float(in: -2..<2)
        exact = Float(bitPattern: random.word())
        mood = Int16(random.int(in: -999...999))
        isHungry = random.chance(0.5)
    }
}
