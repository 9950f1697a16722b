import Testing
import Umpire

@testable import ArenaGame

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

    @Test("bots also play from what clients see")
    func playFromSnapshots() {
        let seed: UInt64 = 5
        let plan = GamePlan(Arena.self)
        var snapshot = Snapshot(shape: plan.world.shape)
        var view = Arena.World()
        var stepper = Stepper<Arena>(seed: seed)
        var random = GameRandom(seed: seed, stream: 1)
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: 0b1111)
        var kills = 0
        for _ in 0..<3_000 {
            plan.world.capture(stepper.world, for: .everyone, at: stepper.tick, into: &snapshot)
            plan.world.restore(snapshot, into: &view)
            for player in stepper.simulation.players {
                stepper.set(Arena.bot(player, view, &random), of: player)
            }
            stepper.step(changes)
            changes = SeatChanges()
            kills += stepper.cues.count { $0.kind == .kill }
        }
        #expect(kills >= 10, "seed \(seed)")
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

    @Test("bots find their way from nearly anywhere to anywhere")
    func routes() {
        let walls = Table(Map.walls)
        let seed: UInt64 = 7
        var random = GameRandom(seed: seed)
        var lost = 0
        for _ in 0..<500 {
            var fighter = Fighter()
            fighter.position = freePoint(&random)
            let goal = freePoint(&random)
            var ticks = 0
            while (goal - fighter.position).squaredLength > 1 && ticks < 450 {
                let next = Routes.shared.step(from: fighter.position, to: goal, among: walls)
                var input = Arena.Input()
                BotHands.press(&input, fighter, toward: next - fighter.position)
                _ = fighter.move(input, seconds: 1 / 30, among: walls)
                ticks += 1
            }
            if ticks == 450 { lost += 1 }
        }
        #expect(lost <= 15, "seed \(seed)")
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
