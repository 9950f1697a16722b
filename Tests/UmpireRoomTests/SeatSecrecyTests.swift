import Testing
import UmpireBasics
import UmpireGame
import UmpireState
@testable import UmpireRoom

/// A game whose crabs are known to each viewer by ids of its own, and go one by one.
private enum Beach: Game {
    struct Crab: Replicable {
        var x: UInt8 = 0
        static let schema = Schema<Crab> { Field("x", \.x) }
    }

    struct World: GameWorld {
        var crabs = Table<Crab>()
        static let layout = Layout<World> {
            Entities(
                "crabs", \.crabs, interest: .custom { _, _, _, _ in true }, ids: .perViewer)
        }
    }

    struct Input: GameInput {
        var isLoud = false
        static let schema = Schema<Input> { Field("isLoud", \.isLoud) }
    }

    static let info = GameInfo("beach", tickRate: 20, players: 1...2, fillsWithBots: false)

    static func step(_ world: inout World, _ turn: inout Turn<Beach>) {
        if world.crabs.isEmpty {
            for x in UInt8(0)..<8 { world.crabs.insert(Crab(x: x)) }
        }
        guard world.crabs.count > 2 else { return }
        let first = world.crabs.ids[0]
        world.crabs[first] = nil
    }
}

@Suite("what a seat keeps")
struct SeatSecrecyTests {
    @Test("the next occupant of a seat gets ids that begin anew")
    func nextOccupant() throws {
        let pen = Pen(Beach.self)
        let first = try pen.join()
        try pen.advance(ticks: 200)
        #expect(pen[first].held.tables[0].ids == [5, 6])
        let player = try #require(pen[first].player)
        pen.room.leave(player)
        let second = try pen.join()
        #expect(pen[second].player == player)
        try pen.advance(ticks: 3)
        #expect(pen[second].held.tables[0].ids == [0, 1])
    }
}
