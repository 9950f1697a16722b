import Testing
import Umpire

@testable import ArenaGame

@Suite("Matches")
struct MatchTests {
    @Test("the same seed gives the same match, tick by tick")
    func deterministic() {
        let plan = GamePlan(Arena.self)
        func hashes() -> [UInt64] {
            var match = Match(seed: 61, players: 8)
            return (0..<Rules.matchTicks).compactMap { tick in
                match.step()
                return tick % 100 == 99 ? match.stepper.simulation.stateHash(plan.world) : nil
            }
        }
        let first = hashes()
        #expect(first.count == 90 && Set(first).count == 90)
        #expect(first == hashes())
    }

    @Test("other seeds give other matches")
    func seeds() {
        let plan = GamePlan(Arena.self)
        let hashes = (UInt64(1)...5).map { seed in
            var match = Match(seed: seed, players: 4)
            for _ in 0..<50 { match.step() }
            return match.stepper.simulation.stateHash(plan.world)
        }
        #expect(Set(hashes).count == 5)
    }

    @Test("who is killed lies for two to three seconds and comes back far from the killer")
    func respawn() throws {
        var stepper = Stepper<Arena>(seed: 71)
        var random = GameRandom(seed: 71)
        let hunter = PlayerID(0), prey = PlayerID(1)
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: 0b11)
        stepper.step(changes)
        var deaths = 0, lying = 0
        for _ in 0..<Rules.matchTicks where deaths < 3 {
            stepper.set(Arena.bot(hunter, stepper.world, &random), of: hunter)
            stepper.step(SeatChanges())
            let fighter = try #require(stepper.world.fighters[prey])
            let enemy = try #require(stepper.world.fighters[hunter])
            if !fighter.isAlive {
                lying += 1
            } else if lying > 0 {
                #expect((60...90).contains(lying))
                #expect(fighter.health == Rules.fullHealth)
                #expect((fighter.position - enemy.position).squaredLength > 15 * 15)
                #expect(stepper.cues.contains { $0.kind == .spawn && $0.player == prey })
                (deaths, lying) = (deaths + 1, 0)
                #expect(enemy.score == deaths)
            }
        }
        #expect(deaths == 3)
    }

    @Test("who takes a seat over in one tick starts afresh")
    func replacement() throws {
        var match = Match(seed: 81, players: 4)
        let player = PlayerID(2)
        while match.world.fighters[player]?.score ?? 0 < 2 { match.step() }
        var changes = SeatChanges()
        changes.left.insert(player)
        changes.joined.insert(player)
        match.stepper.set(Arena.Input(), of: player)
        match.stepper.step(changes)
        let fighter = try #require(match.world.fighters[player])
        #expect(fighter.score == 0 && fighter.isAlive && fighter.health == Rules.fullHealth)
        #expect(!match.world.bolts.contains { $0.entity.owner == player })
        #expect(match.world.fighters.count == 4)
    }

    @Test("who leaves takes along fighter and bolts")
    func leave() {
        var match = Match(seed: 91, players: 4)
        let player = PlayerID(1)
        while !match.world.bolts.contains(where: { $0.entity.owner == player }) { match.step() }
        var changes = SeatChanges()
        changes.left.insert(player)
        match.stepper.step(changes)
        #expect(match.world.fighters[player] == nil && match.world.fighters.count == 3)
        #expect(!match.world.bolts.contains { $0.entity.owner == player })
    }

    @Test("pickups that were taken return to their places")
    func pickups() {
        var match = Match(seed: 101, players: 8)
        var taken = 0
        var returned = 0
        for _ in 0..<3_000 {
            let before = match.world.pickups.count
            match.step()
            let cues = match.stepper.cues.count { $0.kind == .pickup }
            taken += cues
            returned += match.world.pickups.count - before + cues
        }
        #expect(taken > 10 && returned > 10)
        for (id, pickup) in match.world.pickups {
            #expect(pickup.position == Map.pickups[Int(id.rawValue)].position)
        }
    }
}
