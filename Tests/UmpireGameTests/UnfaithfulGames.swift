import Synchronization
import UmpireBasics
import UmpireGame
import UmpireState

/// What a game must never have: memory outside of its world.
let outsideCount = Atomic<Int>(0)

/// A game that counts its steps outside of its world from the fifth tick on.
enum Forgetful: Game {
    static let info = GameInfo("forgetful", players: 1...2)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct Thing: Replicable {
        var number: UInt32 = 0
        static let schema = Schema<Thing> { Field("number", \.number) }
    }
    struct World: GameWorld {
        var good = Table<Thing>()
        var bad = Table<Thing>()
        var seconds: Int32 = 0
        static let layout = Layout<World> {
            Entities("good", \.good)
            Entities("bad", \.bad)
            Field("seconds", \.seconds)
        }
    }
    static func step(_ world: inout World, _ turn: inout Turn<Forgetful>) {
        world.good[PlayerID(0)] = Thing(number: turn.tick.rawValue)
        guard turn.tick >= Tick(5) else { return }
        let count = outsideCount.add(1, ordering: .relaxed).newValue
        world.bad[PlayerID(0)] = Thing(number: UInt32(count))
    }
}

/// A game that lets the order of a set decide.
enum Unordered: Game {
    static let info = GameInfo("unordered", players: 1...2)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct World: GameWorld {
        var chosen: Int32 = 0
        static let layout = Layout<World> { Field("chosen", \.chosen) }
    }
    static func step(_ world: inout World, _ turn: inout Turn<Unordered>) {
        // Two equal sets that hold different amounts of memory have different orders.
        let room = outsideCount.add(1, ordering: .relaxed).newValue % 7 * 100
        var set = Set<Int32>(minimumCapacity: room)
        for number in 0..<64 { set.insert(Int32(number)) }
        world.chosen = set.first ?? 0
    }
}

/// A game that reads the input of somebody who has no seat.
enum Haunted: Game {
    static let info = GameInfo("haunted", players: 1...3)
    struct Input: GameInput {
        var number: UInt8 = 0
        static let schema = Schema<Input> { Field("number", \.number) }
    }
    struct World: GameWorld {
        var sum: UInt32 = 0
        static let layout = Layout<World> { Field("sum", \.sum) }
    }
    static func step(_ world: inout World, _ turn: inout Turn<Haunted>) {
        for seat in 0..<64 { world.sum &+= UInt32(turn[PlayerID(UInt8(seat))].number) }
    }
    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        Input(number: UInt8(random.int(in: 0...255)))
    }
}
