import Umpire

extension Arena {
    /// Moves all bolts by one tick; each that meets something ends there.
    static func flyBolts(_ world: inout World, _ turn: inout Turn<Arena>) {
        fly(&world.bolts, among: world.walls, &world.fighters, &turn)
    }

    private static func fly(
        _ bolts: inout Table<Bolt>, among walls: Table<Wall>, _ fighters: inout Table<Fighter>,
        _ turn: inout Turn<Arena>
    ) {
        let seconds = turn.seconds
        bolts.removeAll { _, bolt in
            let path = bolt.velocity * seconds
            let reach = bolt.reach(along: path, among: walls)
            if let victim = bolt.victim(along: path, reach: reach, among: fighters) {
                bolt.position += path * victim.part
                strike(victim.player, bolt, &fighters, &turn)
                return true
            }
            bolt.position += path
            bolt.ticksLeft -= 1
            return reach < 1 || bolt.ticksLeft == 0 || !Map.contains(bolt.position)
        }
    }

    private static func strike(
        _ player: PlayerID, _ bolt: Bolt, _ fighters: inout Table<Fighter>,
        _ turn: inout Turn<Arena>
    ) {
        guard var victim = fighters[player] else { return }
        let isFatal = victim.suffer(turn.random.int(in: Rules.damage))
        if isFatal {
            victim.fall()
            if let score = fighters[bolt.owner]?.score {
                fighters[bolt.owner]?.score = min(score + 1, 255)
            }
        }
        fighters[player] = victim
        turn.emit(Cue(isFatal ? .kill : .hit, at: bolt.position, by: bolt.owner, to: player))
    }

    /// Puts a fighter where its enemies are farthest, whole and empty-handed, with its score.
    static func spawn(_ player: PlayerID, _ world: inout World, _ turn: inout Turn<Arena>) {
        guard let old = world.fighters[player] else { return }
        var fighter = Fighter()
        fighter.position = spawnPoint(for: player, world.fighters, &turn.random)
        fighter.score = old.score
        world.fighters[player] = fighter
        turn.emit(Cue(.spawn, at: fighter.position, by: player, to: player))
    }

    /// The spawn point whose nearest living enemy is farthest; chance decides between equal ones.
    private static func spawnPoint(
        for player: PlayerID, _ fighters: Table<Fighter>, _ random: inout GameRandom
    ) -> Point {
        let first = random.int(in: 0...(Map.spawnPoints.count - 1))
        var best = Map.spawnPoints[first]
        var farthest: Float = -1
        for offset in Map.spawnPoints.indices {
            let point = Map.spawnPoints[(first + offset) % Map.spawnPoints.count]
            var nearest = Float.infinity
            for (id, enemy) in fighters where enemy.isAlive && id.player != player {
                nearest = min(nearest, (enemy.position - point).squaredLength)
            }
            if nearest > farthest { (best, farthest) = (point, nearest) }
        }
        return best
    }
}
