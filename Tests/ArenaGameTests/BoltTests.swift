import Testing
import Umpire

@testable import ArenaGame

@Suite("Bolts")
struct BoltTests {
    private let walls = Table(Map.walls)

    @Test("no bolt goes through a wall, however fast", arguments: [UInt64(31), 32, 33])
    func neverThroughWalls(seed: UInt64) {
        var random = GameRandom(seed: seed)
        for _ in 0..<2_000 {
            let bolt = randomBolt(&random)
            let path = Point.direction(turns: bolt.aim) * random.float(in: 0.1..<20)
            let reach = bolt.reach(along: path, among: walls)
            for sample in 0...100 {
                let part = Float(sample) / 100
                let place = bolt.position + path * part
                let isInside = Map.walls.contains { $0.isNear(place, within: -0.001) }
                #expect(!isInside || part >= reach, "seed \(seed)")
            }
            let end = bolt.position + path * reach
            let isStopped = Map.walls.contains { $0.isNear(end, within: 0.001) }
            #expect(reach == 1 || isStopped, "seed \(seed)")
        }
    }

    @Test("no bolt goes through a fighter, however fast", arguments: [UInt64(41), 42])
    func neverThroughFighters(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let radius = Rules.fighterRadius + Rules.boltRadius
        for _ in 0..<2_000 {
            let bolt = randomBolt(&random)
            let path = Point.direction(turns: bolt.aim) * random.float(in: 0.1..<20)
            var fighters = Table<Fighter>()
            var fighter = Fighter()
            fighter.position = randomPoint(&random)
            fighters[PlayerID(1)] = fighter
            let victim = bolt.victim(along: path, reach: 1, among: fighters)
            let samples = (0...200).map { Float($0) / 200 }
            let first = samples.first { part in
                let distance = bolt.position + path * part - fighter.position
                return distance.squaredLength < (radius - 0.001) * (radius - 0.001)
            }
            if let first { #expect(victim?.part ?? 2 <= first, "seed \(seed)") }
            if let victim {
                let distance = bolt.position + path * victim.part - fighter.position
                #expect(distance.squaredLength < (radius + 0.01) * (radius + 0.01))
            }
        }
    }

    @Test("a bolt strikes the first in its way; it spares its owner, the dead and who dashes")
    func spares() {
        let bolt = Bolt(from: Point(x: 10, y: 13.5), aim: 0, owner: PlayerID(0))
        var fighters = Table<Fighter>()
        for player in UInt8(0)...4 {
            var fighter = Fighter()
            fighter.position = Point(x: 10 + Float(player), y: 13.5)
            fighter.dashing = player == 1
            if player == 2 { fighter.fall() }
            fighters[PlayerID(player)] = fighter
        }
        let path = Point(x: 8, y: 0)
        #expect(bolt.victim(along: path, reach: 1, among: fighters)?.player == PlayerID(3))
        #expect(bolt.victim(along: path, reach: 0.2, among: fighters) == nil)
    }

    @Test("in a match no bolt is ever inside a wall, and all come to an end")
    func inMatch() {
        var match = Match(seed: 51, players: 8)
        for _ in 0..<1_000 {
            match.step()
            for (_, bolt) in match.world.bolts {
                let isInside = match.world.walls.contains {
                    $0.entity.isNear(bolt.position, within: -0.001)
                }
                #expect(!isInside && Map.contains(bolt.position))
            }
            #expect(match.world.bolts.count < 100)
        }
    }

    private func randomBolt(_ random: inout GameRandom) -> Bolt {
        var place = randomPoint(&random)
        while Map.walls.contains(where: { $0.isNear(place, within: 0.01) }) {
            place = randomPoint(&random)
        }
        return Bolt(from: place, aim: random.float(in: 0..<1), owner: PlayerID(0))
    }

    private func randomPoint(_ random: inout GameRandom) -> Point {
        Point(x: random.float(in: 0..<Map.width), y: random.float(in: 0..<Map.height))
    }
}
