import Testing
import Umpire

@testable import ArenaGame

@Suite("Rules")
struct RulesTests {
    @Test("the schemas are complete")
    func schemas() {
        let plan = GamePlan(Arena.self)
        #expect(plan.world.shape.tables.map(\.name) == ["fighters", "bolts", "pickups", "walls"])
        #expect(plan.world.shape.scalars.fields.map(\.name) == ["ticksLeft"])
        let names = plan.world.shape.tables.map { $0.plan.fields.map(\.name) }
        #expect(
            names == [
                [
                    "x", "y", "aim", "health", "dashing", "rapid", "shielded", "respawn",
                    "score",
                ],
                ["x", "y", "aim", "owner"], ["x", "y", "kind"], ["x", "y", "width", "height"],
            ])
    }

    @Test("the map is its own mirror image, and nobody begins in a wall")
    func map() {
        for wall in Map.walls {
            #expect(
                Map.walls.contains {
                    $0.x == Map.width - wall.right && $0.y == wall.y && $0.width == wall.width
                })
            #expect(
                Map.walls.contains {
                    $0.x == wall.x && $0.y == Map.height - wall.bottom
                        && $0.height == wall.height
                })
        }
        for place in Map.spawnPoints + Map.pickups.map(\.position) + Map.waypoints {
            #expect(!Map.walls.contains { $0.isNear(place, within: 0.6) }, "\(place)")
        }
    }

    @Test("four or five bolts kill; the dead keep their score and come back whole")
    func death() {
        var fighter = Fighter()
        fighter.score = 7
        fighter.rapid = true
        let isFatal = (0..<4).map { _ in fighter.suffer(25) }
        #expect(isFatal == [false, false, false, true])
        fighter.fall()
        #expect(!fighter.isAlive && fighter.score == 7 && !fighter.rapid && fighter.health == 0)
    }

    @Test("a shield stops so many bolts and no more")
    func shield() {
        var fighter = Fighter()
        let isTaken = (0..<2).map { _ in fighter.take(.shield) }
        #expect(isTaken == [true, false], "who has a whole one leaves others theirs")
        for _ in 0..<Rules.shieldHits {
            #expect(fighter.shielded)
            _ = fighter.suffer(25)
        }
        #expect(!fighter.shielded && fighter.health == Rules.fullHealth)
        _ = fighter.suffer(25)
        #expect(fighter.health == 75)
    }

    @Test("medicine heals up to full health and is left alone by the healthy")
    func medicine() {
        var fighter = Fighter()
        fighter.health = 30
        let isTaken = (0..<3).map { _ in fighter.take(.health) }
        #expect(isTaken == [true, true, false])
        #expect(fighter.health == Rules.fullHealth)
    }

    @Test("a rapid fighter shoots faster, for a while")
    func rapid() {
        func shots(_ fighter: inout Fighter) -> Int {
            var input = Arena.Input()
            input.fire = true
            var count = 0
            for _ in 0..<Rules.rapidTicks {
                fighter.passTick()
                if fighter.shoot(input, as: PlayerID(0)) != nil { count += 1 }
            }
            return count
        }
        var fighter = Fighter()
        let slow = shots(&fighter)
        #expect(slow == (Rules.rapidTicks + Rules.fireCooldown - 1) / Rules.fireCooldown)
        _ = fighter.take(.rapid)
        let fast = shots(&fighter)
        #expect(fast > slow * 3 / 2)
        #expect(!fighter.rapid)
    }

    @Test("the verdict comes with the last tick or with the last hit")
    func verdict() {
        var world = Arena.World()
        for player in UInt8(0)...2 {
            var fighter = Fighter()
            fighter.score = Int(player) * 2
            world.fighters[PlayerID(player)] = fighter
        }
        #expect(Arena.verdict(world, tick: .zero) == nil)
        world.fighters[PlayerID(1)]?.score = Rules.hitsToWin
        let decided = Arena.verdict(world, tick: .zero)
        #expect(decided?.ranking.map(\.player) == [PlayerID(1), PlayerID(2), PlayerID(0)])
        #expect(decided?.reason == "20 hits")
        world.fighters[PlayerID(1)]?.score = 1
        world.ticksLeft = 0
        #expect(Arena.verdict(world, tick: .zero)?.ranking.first?.player == PlayerID(2))
    }
}
