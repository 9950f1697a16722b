import Testing
import Umpire

@testable import ArenaGame

@Suite("Movement")
struct MovementTests {
    @Test("no fighter is ever in a wall or outside", arguments: [UInt64(11), 12, 13])
    func neverInWall(seed: UInt64) {
        var match = Match(seed: seed, players: seed == 11 ? 16 : 6)
        var deepest: Float = 0
        for _ in 0..<1_500 {
            match.step()
            for (_, fighter) in match.world.fighters {
                let place = fighter.position
                for (_, wall) in match.world.walls {
                    deepest = max(deepest, wall.depth(of: place, radius: Rules.fighterRadius))
                }
                let inside = Map.contains(place - Point(x: 0.5, y: 0.5))
                #expect(inside && Map.contains(place + Point(x: 0.5, y: 0.5)), "seed \(seed)")
            }
        }
        #expect(deepest < 0.001, "seed \(seed)")
    }

    @Test("wild keys and endless dashes do not get through a wall", arguments: [UInt64(21), 22])
    func wildKeys(seed: UInt64) {
        let walls = Table(Map.walls)
        var random = GameRandom(seed: seed)
        var fighter = Fighter()
        fighter.position = Point(x: 12.5, y: 13)
        for _ in 0..<20_000 {
            var input = Arena.Input()
            input.moveX = random.int(in: -1...1)
            input.moveY = random.int(in: -1...1)
            input.dash = random.chance(0.1)
            fighter.dashCooldown = 0
            fighter.passTick()
            _ = fighter.move(input, seconds: 1 / 30, among: walls)
            let deepest = Map.walls.map {
                $0.depth(of: fighter.position, radius: Rules.fighterRadius)
            }.max()
            #expect(deepest ?? 0 < 0.001, "seed \(seed)")
        }
    }

    @Test("it takes a moment to get up to speed, and the speed is the same in all directions")
    func acceleration() {
        let walls = Table<Wall>()
        for (x, y) in [(1, 0), (-1, 0), (1, 1), (-1, 1)] {
            var fighter = Fighter()
            fighter.position = Point(x: 24, y: 13)
            var input = Arena.Input()
            input.moveX = x
            input.moveY = y
            _ = fighter.move(input, seconds: 1 / 30, among: walls)
            #expect(fighter.velocity.squaredLength < 4)
            for _ in 0..<10 { _ = fighter.move(input, seconds: 1 / 30, among: walls) }
            let speed = fighter.velocity.squaredLength.squareRoot()
            #expect((speed - Rules.speed).magnitude < 0.01)
        }
    }

    @Test("who runs into a wall at an angle slides along it")
    func slide() {
        let walls = Table([Wall(x: 20, y: 0, width: 2, height: 27)])
        var fighter = Fighter()
        fighter.position = Point(x: 19, y: 10)
        var input = Arena.Input()
        input.moveX = 1
        input.moveY = 1
        for _ in 0..<30 { _ = fighter.move(input, seconds: 1 / 30, among: walls) }
        #expect((fighter.position.x - 19.5).magnitude < 0.001)
        #expect(fighter.position.y > 14)
    }

    @Test("a dash is fast, short and not to be had again at once")
    func dash() {
        let walls = Table<Wall>()
        var fighter = Fighter()
        fighter.position = Point(x: 10, y: 13)
        var input = Arena.Input()
        input.moveX = 1
        input.dash = true
        var starts = 0
        for _ in 0..<Rules.dashCooldown {
            fighter.passTick()
            if fighter.move(input, seconds: 1 / 30, among: walls) { starts += 1 }
            #expect(fighter.dashing == (fighter.dashTicks > 0))
            input.moveX = 0
        }
        #expect(starts == 1)
        #expect(fighter.position.x > 13 && fighter.position.x < 15)
    }
}
