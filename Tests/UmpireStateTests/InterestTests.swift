import Testing
import UmpireBasics
import UmpireState

@Suite("interest")
struct InterestTests {
    private let sheep = EntityID(7)

    @Test("what is seen stays in sight as far as the hysteresis, and then comes back by the radius")
    func hysteresis() {
        var world = Meadow.withShepherd
        var client = MeadowClient()
        let steps: [(x: Float, isSeen: Bool)] = [
            (11, false), (10.001, false), (10, true), (11, true), (12, true), (11, true),
            (12.001, false), (11, false), (10.5, false), (-10, true), (-12, true), (-13, false),
        ]
        for (x, isSeen) in steps {
            world.sheep[sheep] = .init(x: x)
            world.wolves[sheep] = .init(x: 0, y: x)
            let expected = isSeen ? [sheep.rawValue] : []
            #expect(client.look(world) == [expected, expected, []], "at \(x)")
        }
    }

    @Test("ticks that a viewer was not sent change nothing about what it goes on seeing")
    func skips() {
        var world = Meadow.withShepherd
        world.sheep[sheep] = .init(x: 5)
        var client = MeadowClient()
        #expect(client.look(world)[0] == [7])
        world.sheep[sheep]?.x = 500
        client.miss(world)
        world.sheep[sheep]?.x = 11
        #expect(client.look(world)[0] == [7])
        client.previous = nil
        #expect(client.look(world)[0] == [], "nothing was seen before")
    }

    @Test("an id that is used again is seen anew, even if no client was told of the change")
    func reuse() {
        var world = Meadow.withShepherd
        world.sheep[sheep] = .init(x: 11)
        world.sheep[EntityID(8)] = .init(x: 10)
        world.sheep[EntityID(9)] = .init(x: 10)
        var client = MeadowClient()
        #expect(client.look(world)[0] == [8, 9])
        world.sheep[EntityID(8)] = nil
        world.sheep[EntityID(9)]?.x = 11
        client.miss(world)
        world.sheep[EntityID(8)] = .init(x: 11)
        #expect(client.look(world)[0] == [9])
    }

    @Test("what replaces another within one step is the same entity, to clients too")
    func replacement() {
        var world = Meadow.withShepherd
        world.sheep[sheep] = .init(x: 10)
        var client = MeadowClient()
        #expect(client.look(world)[0] == [7])
        world.sheep[sheep] = nil
        world.sheep[sheep] = .init(x: 11)
        #expect(client.look(world)[0] == [7])
    }

    @Test("the entities of the next match have not been seen")
    func nextMatch() {
        var world = Meadow.withShepherd
        world.sheep[sheep] = .init(x: 10)
        var client = MeadowClient()
        #expect(client.look(world)[0] == [7])
        client.sight.forget()
        world.sheep[sheep]?.x = 11
        #expect(client.look(world)[0] == [])
    }

    @Test("spectators see all within a radius, and nothing that is a team's or a rule's")
    func spectators() {
        var world = Meadow.withShepherd
        for id in UInt16(0)..<3 {
            world.sheep[EntityID(id)] = .init(x: .infinity)
            world.wolves[EntityID(id)] = .init(x: 1)
            world.stones[EntityID(id + 5)] = .init(x: 1)
        }
        var client = MeadowClient(.everyone)
        #expect(client.look(world) == [[0, 1, 2], [], []])
    }

    @Test("what has no finite position is seen by those who own it, and as an eye sees nothing")
    func nowhere() {
        for lost in [Float.nan, .infinity, -.infinity] {
            var world = Meadow.withShepherd
            world.sheep[EntityID(1)] = .init(x: lost)
            world.sheep[EntityID(2)] = .init(y: lost, keeper: PlayerID(1))
            world.wolves[EntityID(1)] = .init(y: lost)
            world.wolves[EntityID(2)] = .init(x: lost, herd: 0)
            var client = MeadowClient()
            #expect(client.look(world) == [[2], [2], []])
            world.shepherds[EntityID(0)]?.x = lost
            world.sheep[EntityID(3)] = .init(x: 0)
            world.wolves[EntityID(3)] = .init(x: lost)
            #expect(client.look(world) == [[2], [2], []], "and an eye that is \(lost)")
        }
    }

    @Test("who has no eyes sees what it owns, and a team sees with all of its eyes")
    func eyes() {
        var world = Meadow.withShepherd
        world.shepherds[EntityID(3)] = .init(x: 50, keeper: PlayerID(2), herd: 0)
        world.shepherds[EntityID(4)] = .init(x: 90, keeper: PlayerID(3), herd: 1)
        for (id, x) in [Float(1), 51, 91].enumerated() {
            world.sheep[EntityID(UInt16(id))] = .init(x: x)
            world.wolves[EntityID(UInt16(id))] = .init(x: x)
        }
        world.sheep[EntityID(9)] = .init(x: 999, keeper: PlayerID(5))
        var one = MeadowClient()
        var two = MeadowClient(.player(PlayerID(2), team: 0))
        var three = MeadowClient(.player(PlayerID(3), team: 1))
        var blind = MeadowClient(.player(PlayerID(5), team: 7))
        #expect(one.look(world) == [[0], [0, 1], []])
        #expect(two.look(world) == [[1], [0, 1], []])
        #expect(three.look(world) == [[2], [2], []])
        #expect(blind.look(world) == [[9], [], []])
    }

    @Test("a game's own rule sees entity, id and world")
    func rule() {
        var world = Meadow.withShepherd
        world.stones[EntityID(1)] = .init(x: 1)
        world.stones[EntityID(2)] = .init(x: -1)
        world.stones[EntityID(3)] = .init(x: 1)
        world.sheep[EntityID(3)] = .init(x: 1)
        var client = MeadowClient()
        #expect(client.look(world)[2] == [1])
    }
}
