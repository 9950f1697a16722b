import UmpireBasics

/// What a bot of the shooter has in mind.
struct ShooterMind: Sendable {
    var waitingSteps = 0
    private var steps = 0
    private var wishX: Float = 0
    private var wishY: Float = 0
    private var velocityX: Float = 0
    private var velocityY: Float = 0
    private var tremble: Float = 0
    private var reloadSteps = 30
    private var glance: Float = 0

    /// Chooses where to run, once or twice a second.
    mutating func decide(for shooter: Shooter, _ random: inout GameRandom) {
        steps -= 1
        reloadSteps = max(0, reloadSteps - 1)
        guard steps <= 0 else { return }
        steps = random.int(in: 20...75)
        glance = random.float(in: 0..<1)
        let isStanding = random.chance(0.15)
        // Away from the walls, otherwise anywhere.
        let direction =
            min(shooter.x, shooter.y, 128 - shooter.x, 128 - shooter.y) < 10
            ? Trigonometry.turns(x: 64 - shooter.x, y: 64 - shooter.y) : random.float(in: 0..<1)
        wishX = isStanding ? 0 : Trigonometry.cosine(turns: direction) * 6
        wishY = isStanding ? 0 : Trigonometry.sine(turns: direction) * 6
    }

    mutating func run(_ shooter: inout Shooter, seconds: Float) {
        let most = 30 * seconds
        velocityX += min(max(wishX - velocityX, -most), most)
        velocityY += min(max(wishY - velocityY, -most), most)
        shooter.x = min(max(shooter.x + velocityX * seconds, 0), 128)
        shooter.y = min(max(shooter.y + velocityY * seconds, 0), 128)
    }

    /// Turns the aim towards a rival, or about; true when it points at the rival.
    mutating func aim(
        _ shooter: inout Shooter, at rival: Shooter?, _ random: inout GameRandom
    ) -> Bool {
        let wish =
            rival.map { Trigonometry.turns(x: $0.x - shooter.x, y: $0.y - shooter.y) } ?? glance
        tremble = tremble * 0.9 + random.float(in: -0.0012..<0.0012)
        var way = wish + tremble - shooter.aim
        way -= way.rounded(.toNearestOrAwayFromZero)
        shooter.aim += min(max(way * 0.2, -0.02), 0.02)
        shooter.aim -= shooter.aim.rounded(.down)
        return rival != nil && way.magnitude < 0.02
    }

    mutating func mayFire(with weapon: UInt8) -> Bool {
        guard reloadSteps == 0 else { return false }
        reloadSteps = 30 + 20 * Int(weapon)
        return true
    }
}
