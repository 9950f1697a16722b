import UmpireBasics
import UmpireState

/// A small world with fields of every kind.
struct PacketWorld: GameWorld {
    enum Mood: CaseIterable { case calm, afraid, angry }
    enum Breed: CaseIterable { case a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r }

    struct Beast: Replicable {
        var x: Float = 0
        var y: Float = 0
        var heading: Float = 0
        var exact: Float = 0
        var weight: UInt32 = 0
        var health: UInt8 = 0
        var isHungry = false
        var mood = Mood.calm
        var breed = Breed.a
        var stance = Rotation.identity
        static let schema = Schema<Beast> {
            Field("x", \.x, in: -100...100, step: 0.01, .interpolated)
            Field("y", \.y, in: -100...100, step: 0.01, .interpolated)
            Field("heading", \.heading, turnBits: 8)
            Field("exact", \.exact)
            Field("weight", \.weight)
            Field("health", \.health, in: 0...10)
            Field("isHungry", \.isHungry)
            Field("mood", \.mood)
            Field("breed", \.breed)
            Field("stance", \.stance, partBits: 6)
        }
    }

    struct Stone: Replicable {
        var size: UInt16 = 0
        static let schema = Schema<Stone> { Field("size", \.size, in: 0...999) }
    }

    var beasts = Table<Beast>(capacity: 4_096)
    var stones = Table<Stone>(capacity: 4_096)
    var day: Int32 = 0
    var isNight = false
    static let layout = Layout<PacketWorld> {
        Entities("beasts", \.beasts)
        Entities("stones", \.stones)
        Field("day", \.day, in: -1_000...1_000)
        Field("isNight", \.isNight)
    }

    mutating func live(_ random: inout GameRandom) {
        day += 1
        isNight.toggle()
        for id in [UInt16(7), 8, 300, 65_535, 12, 65_534] {
            if random.chance(0.4) { beasts[EntityID(id)] = Beast(x: 1, weight: random.word()) }
            if random.chance(0.4) { stones[EntityID(id)] = Stone(size: UInt16(id % 999)) }
        }
        if random.chance(0.5), let id = random.pick(beasts.ids) { beasts[id] = nil }
        var draw = random
        beasts.update { _, beast in
            beast.x += 0.07
            beast.y += draw.float(in: -1..<1)
            beast.heading += 0.11
            beast.weight = beast.weight &+ 3
            if draw.chance(0.5) { beast.health = UInt8(draw.int(in: 0...10)) }
            if draw.chance(0.5) { beast.exact += draw.float(in: 0..<1) }
            if draw.chance(0.5) { beast.isHungry.toggle() }
            if draw.chance(0.5) { beast.mood = draw.chance(0.5) ? .angry : .afraid }
            if draw.chance(0.5) { beast.breed = draw.chance(0.5) ? .r : .h }
            beast.stance = Rotation(turns: 0.03, aroundX: 1, y: 0, z: 1) * beast.stance
        }
        random = draw
    }
}
