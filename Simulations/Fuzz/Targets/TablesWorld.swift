import UmpireBasics
import UmpireState

/// A world with each kind of context, and few of each: its tables fit into an input as a whole.
struct TablesWorld: GameWorld {
    enum Mood: CaseIterable { case calm, afraid, angry }
    enum Breed: CaseIterable { case a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r }

    struct Beast: Replicable {
        var x: Float = 0
        var health: UInt8 = 0
        var isHungry = false
        var mood = Mood.calm
        var breed = Breed.a
        static let schema = Schema<Beast> {
            Field("x", \.x, in: -100...100, step: 0.01, .interpolated)
            Field("health", \.health, in: 0...10)
            Field("isHungry", \.isHungry)
            Field("mood", \.mood)
            Field("breed", \.breed)
        }
    }

    var beasts = Table<Beast>(capacity: 64)
    var heading: Float = 0
    static let layout = Layout<TablesWorld> {
        Entities("beasts", \.beasts)
        Field("heading", \.heading, turnBits: 8)
    }

    mutating func live(_ random: inout GameRandom) {
        heading += 0.11
        for id in [UInt16(7), 8, 300, 65_535] where random.chance(0.4) {
            beasts[EntityID(id)] = beasts[EntityID(id)] == nil ? Beast(x: 1) : nil
        }
        var draw = random
        beasts.update { _, beast in
            beast.x += draw.chance(0.7) ? 0.07 : draw.float(in: -90..<90)
            if draw.chance(0.5) { beast.health = UInt8(draw.int(in: 0...10)) }
            if draw.chance(0.5) { beast.isHungry.toggle() }
            if draw.chance(0.5) { beast.mood = draw.pick(Mood.allCases) ?? .calm }
            if draw.chance(0.5) { beast.breed = draw.pick(Breed.allCases) ?? .a }
        }
        random = draw
    }
}
