import Testing
import Umpire

@testable import tag

/// `Tag` alone could also be the one of Swift Testing.
private typealias TagGame = tag.Tag

@Suite("Tag")
struct TagTests {
    @Test("the schemas are complete")
    func schemas() {
        let plan = GamePlan(TagGame.self)
        #expect(plan.world.shape.tables.map(\.name) == ["runners"])
    }

    @Test("exactly one is it, whoever comes and goes", arguments: [UInt64(1), 2, 3])
    func oneIsIt(seed: UInt64) {
        var match = Stepper<TagGame>(seed: seed)
        var random = GameRandom(seed: seed, stream: 1)
        for tick in 0..<1_800 {
            var changes = SeatChanges()
            if tick == 0 { changes.joined = PlayerSet(bits: 0b1111) }
            if tick == 500 { changes.left = PlayerSet(bits: 0b0011) }
            if tick == 800 { changes.joined = PlayerSet(bits: 0b1_0001) }
            if tick == 1_000 {
                changes.left = PlayerSet(bits: 0b1100)
                changes.joined = PlayerSet(bits: 0b1100)
            }
            play(&match, &random, changes)
            #expect(match.world.runners.count { $0.entity.isIt } == 1, "seed \(seed)")
        }
    }

    @Test("bots catch each other, and the minute ends with everybody's score")
    func wholeMatch() throws {
        var match = Stepper<TagGame>(seed: 4)
        var random = GameRandom(seed: 4, stream: 1)
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: 0xFF)
        var catches = 0
        var it: EntityID?
        while TagGame.verdict(match.world, tick: match.tick) == nil {
            play(&match, &random, changes)
            changes = SeatChanges()
            let next = match.world.runners.first { $0.entity.isIt }?.id
            if next != it { catches += 1 }
            it = next
        }
        #expect(match.tick == Tick(1_800))
        #expect(catches > 5)
        let verdict = try #require(TagGame.verdict(match.world, tick: match.tick))
        #expect(verdict.ranking.count == 8)
        // Each tick makes all but one a tick richer, but for the first, in which nobody was it yet.
        #expect(verdict.ranking.reduce(0) { $0 + $1.score } == 7 * 1_800 + 1)
    }

    @Test("the same seed gives the same match")
    func deterministic() {
        let plan = GamePlan(TagGame.self)
        func hash() -> UInt64 {
            var match = Stepper<TagGame>(seed: 5)
            var random = GameRandom(seed: 5, stream: 1)
            var changes = SeatChanges()
            changes.joined = PlayerSet(bits: 0b11111)
            for _ in 0..<1_800 {
                play(&match, &random, changes)
                changes = SeatChanges()
            }
            return match.simulation.stateHash(plan.world)
        }
        #expect(hash() == hash())
    }

    @Test("whoever is caught starts again somewhere else, and keeps the score")
    func caught() throws {
        var match = Stepper<TagGame>(seed: 6)
        var random = GameRandom(seed: 6, stream: 1)
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: 0xFF)
        play(&match, &random, changes)
        var catches = 0
        for _ in 0..<1_000 {
            let before = match.world.runners
            play(&match, &random, SeatChanges())
            guard let it = match.world.runners.first(where: { $0.entity.isIt }),
                let earlier = before[it.id], !earlier.isIt
            else { continue }
            catches += 1
            #expect(it.entity.ticksFree == earlier.ticksFree + 1)
            let last = try #require(before.first { $0.entity.isIt })
            #expect(match.world.runners[last.id]?.isIt == false)
        }
        #expect(catches > 3)
    }

    private func play(
        _ match: inout Stepper<TagGame>, _ random: inout GameRandom, _ changes: SeatChanges
    ) {
        for player in match.simulation.players {
            match.set(TagGame.bot(player, match.world, &random), of: player)
        }
        match.step(changes)
    }
}
