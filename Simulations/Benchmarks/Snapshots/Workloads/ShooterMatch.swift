import UmpireBasics
import UmpireState

/// A shooter of 32 bots on a square of 128 metres, 60 steps a second.
///
/// They run at up to 6 m/s with an acceleration of 30 m/s², stand for a seventh of the time, follow
/// the nearest rival with an aim that turns at most 1.2 turns a second and trembles, and fire when
/// they have aimed. What they fire flies 40 m/s for a second; a hit takes 20 of 100 of health; who
/// has none waits for two seconds.
struct ShooterMatch: PlayedWorld {
    private static let stepSeconds: Float = 1.0 / 60

    private(set) var world = ShooterWorld()
    private var minds: [ShooterMind] = []
    private var random: GameRandom
    private var flights: [EntityID: Int] = [:]

    init(players: Int, seed: UInt64) {
        random = GameRandom(seed: seed)
        for _ in 0..<players {
            world.players.insert(newShooter(score: 0))
            minds.append(ShooterMind())
        }
    }

    mutating func advance() {
        let seen = world.players.map(\.entity)
        for index in minds.indices { play(index, seen) }
        fly(seen)
    }

    private mutating func newShooter(score: UInt16) -> Shooter {
        Shooter(
            x: random.float(in: 4..<124), y: random.float(in: 4..<124),
            aim: random.float(in: 0..<1), health: 100,
            weapon: UInt8(random.int(in: 0...3)), score: score)
    }

    private mutating func play(_ index: Int, _ seen: [Shooter]) {
        let player = PlayerID(UInt8(index))
        var shooter = seen[index]
        if shooter.health == 0 {
            minds[index].waitingSteps -= 1
            if minds[index].waitingSteps == 0 {
                shooter = newShooter(score: shooter.score)
                minds[index] = ShooterMind()
            }
            world.players[player] = shooter
            return
        }
        minds[index].decide(for: shooter, &random)
        minds[index].run(&shooter, seconds: ShooterMatch.stepSeconds)
        let rival = nearestRival(of: index, seen)
        let isAiming = minds[index].aim(&shooter, at: rival, &random)
        if isAiming && minds[index].mayFire(with: shooter.weapon) { fire(from: shooter, player) }
        world.players[player] = shooter
    }

    private func nearestRival(of index: Int, _ seen: [Shooter]) -> Shooter? {
        var best: Shooter?
        var least: Float = 25 * 25
        for (other, shooter) in seen.enumerated() where other != index && shooter.health > 0 {
            let (x, y) = (shooter.x - seen[index].x, shooter.y - seen[index].y)
            if x * x + y * y < least {
                least = x * x + y * y
                best = shooter
            }
        }
        return best
    }

    private mutating func fire(from shooter: Shooter, _ player: PlayerID) {
        let shot = Projectile(x: shooter.x, y: shooter.y, aim: shooter.aim, owner: player)
        guard let id = world.projectiles.insert(shot) else { return }
        flights[id] = 60
    }

    private mutating func fly(_ seen: [Shooter]) {
        var hits: [(shooter: PlayerID, victim: PlayerID)] = []
        world.projectiles.removeAll { id, shot in
            shot.x += Trigonometry.cosine(turns: shot.aim) * 40 * ShooterMatch.stepSeconds
            shot.y += Trigonometry.sine(turns: shot.aim) * 40 * ShooterMatch.stepSeconds
            let left = (flights[id] ?? 0) - 1
            flights[id] = left
            let victim = seen.indices.first {
                let (x, y) = (seen[$0].x - shot.x, seen[$0].y - shot.y)
                return seen[$0].health > 0 && $0 != Int(shot.owner.rawValue)
                    && x * x + y * y < 0.36
            }
            if let victim { hits.append((shot.owner, PlayerID(UInt8(victim)))) }
            let isGone =
                victim != nil || left <= 0 || !(0...128).contains(shot.x)
                || !(0...128).contains(shot.y)
            if isGone { flights[id] = nil }
            return isGone
        }
        for hit in hits { harm(hit.victim, by: hit.shooter) }
    }

    private mutating func harm(_ victim: PlayerID, by shooter: PlayerID) {
        guard let health = world.players[victim]?.health, health > 0 else { return }
        let left = health > 20 ? health - 20 : 0
        world.players[victim]?.health = left
        guard left == 0 else { return }
        minds[Int(victim.rawValue)].waitingSteps = 120
        let score = world.players[shooter]?.score ?? 0
        world.players[shooter]?.score = min(score + 1, 999)
    }
}
