import UmpireBasics
import UmpireState

/// A world with wide and narrow fields, two tables, private fields and scalars.
struct Zoo: GameWorld {
    struct Animal: Replicable {
        var x: Float = 0
        var weight: UInt32 = 0
        var age: UInt8 = 0
        var exact: Float = 0
        var heading: Float = 0
        var isHungry = false
        var keeper = PlayerID(0)
        var herd: UInt8 = 0
        var secret: UInt16 = 0
        var plan: Int16 = 0
        var fate: Int32 = 0
        static let schema = Schema<Animal> {
            Field("x", \.x, in: -100...100, step: 0.01, .interpolated)
            Field("weight", \.weight)
            Field("age", \.age, in: 0...100)
            Field("exact", \.exact)
            Field("heading", \.heading, turnBits: 8)
            Field("isHungry", \.isHungry)
            Field("keeper", \.keeper)
            Field("herd", \.herd, in: 0...3)
            Field("secret", \.secret, audience: .owner)
            Field("plan", \.plan, audience: .team)
            Field("fate", \.fate, audience: .server)
        }
    }

    struct Tree: Replicable {
        enum Kind: CaseIterable { case oak, ash, elm }
        var kind = Kind.oak
        var stock: UInt16 = 0
        static let schema = Schema<Tree> {
            Field("kind", \.kind)
            Field("stock", \.stock, audience: .owner)
        }
    }

    var animals = Table<Animal>(capacity: 200)
    var trees = Table<Tree>(capacity: 100)
    var day: UInt32 = 0
    var rain: Float = 0
    var seed: UInt32 = 0
    static let layout = Layout<Zoo> {
        Entities("animals", \.animals, owner: .field(\.keeper), team: \.herd)
        Entities("trees", \.trees, owner: .id)
        Field("day", \.day)
        Field("rain", \.rain, in: 0...1, step: 0.125)
        Field("seed", \.seed, audience: .server)
    }

    /// Changes a random part: spawns, removes, reuses ids, nudges, jumps.
    mutating func live(_ random: inout GameRandom) {
        if random.chance(0.02) { animals = Table(capacity: 200) }
        for _ in 0..<random.int(in: 0...3) { animals.insert(Zoo.animal(&random)) }
        if random.chance(0.3), let id = random.pick(animals.ids) { animals[id] = nil }
        if random.chance(0.3) {
            animals[EntityID(UInt16(random.int(in: 0...65_535)))] = Zoo.animal(&random)
        }
        var draw = random
        animals.update { _, animal in
            if draw.chance(0.5) { animal.x += draw.float(in: -1..<1) }
            if draw.chance(0.2) { animal.weight = animal.weight &+ draw.word() >> 28 }
            if draw.chance(0.1) { animal = Zoo.animal(&draw) }
        }
        trees.removeAll { _, _ in draw.chance(0.1) }
        random = draw
        let place = PlayerID(UInt8(random.int(in: 0...63)))
        trees[place] = Tree(
            kind: random.pick(Tree.Kind.allCases) ?? .oak, stock: UInt16(random.int(in: 0...65_535))
        )
        if random.chance(0.4) { day = random.chance(0.5) ? day &+ 1 : random.word() }
        rain = random.float(in: 0..<1)
        seed = random.word()
    }

    private static func animal(_ random: inout GameRandom) -> Animal {
        Animal(
            x: random.float(in: -120..<120), weight: random.word(),
            age: UInt8(random.int(in: 0...255)), exact: Float(bitPattern: random.word()),
            heading: random.float(in: -2..<2), isHungry: random.chance(0.5),
            keeper: PlayerID(UInt8(random.int(in: 0...3))), herd: UInt8(random.int(in: 0...3)),
            secret: UInt16(random.int(in: 1...65_535)), plan: Int16(random.int(in: 1...32_767)),
            fate: 77)
    }
}
