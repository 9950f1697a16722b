import Testing
import Umpire

@testable import arena

@Suite("Bots")
struct ArenaBotTests {
    @Test("bots fight any match to its verdict", arguments: [2, 3, 8, 16])
    func reachVerdict(players: Int) throws {
        let seed = UInt64(players) * 100
        var match = Match(seed: seed, players: players)
        let result = match.finish()
        let verdict = try #require(result, "seed \(seed)")
        #expect(verdict.ranking.count == players, "seed \(seed)")
        #expect(match.kills >= 5 * (players - 1), "seed \(seed)")
        #expect(match.kills == verdict.ranking.reduce(0) { $0 + $1.score }, "seed \(seed)")
    }

    @Test("bots keep moving", arguments: UInt64(1)...2)
    func keepMoving(seed: UInt64) {
        var match = Match(seed: seed, players: 8)
        _ = match.finish()
        for (travelled, lifetime) in zip(match.travelled, match.lifetimes) {
            let speed = travelled / Float(lifetime) * Float(Rules.tickRate)
            #expect(speed > Rules.speed * 0.5, "seed \(seed)")
        }
    }

    @Test("no bot walks against a wall for seconds", arguments: UInt64(1)...4)
    func neverStuck(seed: UInt64) {
        var match = Match(seed: seed, players: 4)
        var stuckWindows = 0
        for _ in 0..<60 {
            let before = match.travelled
            for _ in 0..<90 { match.step() }
            stuckWindows += zip(before, match.travelled).count { $1 - $0 < 1 }
        }
        // Of 240 windows of three seconds; who lies dead through most of one counts, too.
        #expect(stuckWindows < 24, "seed \(seed)")
    }

    @Test("a bot that is dead or not there does nothing")
    func idle() {
        var random = GameRandom(seed: 1)
        var world = Arena.World()
        let idle = Arena.Input()
        #expect(Arena.bot(PlayerID(3), world, &random) == idle)
        var fighter = Fighter()
        fighter.fall()
        world.fighters[PlayerID(3)] = fighter
        #expect(Arena.bot(PlayerID(3), world, &random) == idle)
    }

    @Test("from everywhere there is a way to everywhere")
    func routes() {
        let walls = Table(Map.walls)
        var random = GameRandom(seed: 7)
        for _ in 0..<5000 {
            var place = freePoint(&random)
            let start = place
            let goal = freePoint(&random)
            var steps = 0
            while (goal - place).squaredLength > 0.25 && steps < 200 {
                let next = Routes.shared.step(from: place, to: goal, among: walls)
                place += (next - place).limited(to: 1)
                steps += 1
            }
            #expect(steps < 200, "from \(start) to \(goal)")
        }
    }

    private func freePoint(_ random: inout GameRandom) -> Point {
        while true {
            let point = Point(
                x: random.float(in: 0.5..<Map.width - 0.5),
                y: random.float(in: 0.5..<Map.height - 0.5))
            if !Map.walls.contains(where: { $0.isNear(point, within: 0.5) }) { return point }
        }
    }
}

extension Table<Wall> {
    init(_ walls: [Wall]) {
        self.init()
        for wall in walls { insert(wall) }
    }
}
