import Testing
import UmpireBasics
import UmpireGame

@Suite("sync test")
struct SyncTestTests {
    @Test(
        "a deterministic game comes out the same, however far it is rolled back", arguments: 1...8)
    func faithful(depth: Int) {
        for seed in UInt64(1)...5 {
            var test = SyncTest<Rally>(seed: seed, rollBackTicks: depth)
            let found = test.run(ticks: 200)
            #expect(found == nil, "seed \(seed)")
        }
    }

    @Test("a game that remembers outside of its world is caught at the tick, with the table's name")
    func forgetful() throws {
        var test = SyncTest<Forgetful>(seed: 1)
        let found = test.run(ticks: 100)
        let difference = try #require(found)
        #expect(difference.tick == Tick(5))
        #expect(difference.parts == ["bad"])
        #expect("\(difference)" == "tick 5 came out differently the second time: bad")
    }

    @Test("a game that lets a set's order decide is caught")
    func unordered() throws {
        var test = SyncTest<Unordered>(seed: 1)
        let found = test.run(ticks: 100)
        let difference = try #require(found)
        #expect(difference.parts == ["scalars"])
    }

    @Test("the input of an empty seat is idle, so that reading it is deterministic")
    func haunted() {
        var test = SyncTest<Haunted>(seed: 1)
        let found = test.run(ticks: 300)
        #expect(found == nil)
    }

    @Test("the final hash is one number for a seed, in every process and build")
    func golden() {
        #expect(SyncTest<Rally>.finalHash(seed: 1, ticks: 500) == 15_571_014_412_563_569_149)
        #expect(SyncTest<Rally>.finalHash(seed: 2, ticks: 500) == 3_813_134_190_346_325_438)
    }
}
