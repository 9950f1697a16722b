import Umpire

/// One player's body.
struct Fighter: Replicable {
    var position = Point()
    var aim: Float = 0
    var health = Rules.fullHealth
    var dashing = false
    var rapid = false
    var shielded = false
    /// Ticks until it is back; 0 while it lives.
    var respawn = 0
    var score = 0

    // What only the server knows.
    var velocity = Point()
    var dashDirection = Point()
    var dashTicks = 0
    var dashCooldown = 0
    var fireCooldown = 0
    var rapidTicks = 0
    var shieldHits = 0

    static let schema = Schema<Self> {
        Field("x", \.position.x, in: 0...Map.width, step: 0.02, .interpolated)
        Field("y", \.position.y, in: 0...Map.height, step: 0.02, .interpolated)
        Field("aim", \.aim, turnBits: 8)
        Field("health", \.health, in: 0...Rules.fullHealth)
        Field("dashing", \.dashing)
        Field("rapid", \.rapid)
        Field("shielded", \.shielded)
        Field("respawn", \.respawn, in: 0...127)
        Field("score", \.score, in: 0...255)
        Field("velocityX", \.velocity.x, audience: .server)
        Field("velocityY", \.velocity.y, audience: .server)
        Field("dashX", \.dashDirection.x, audience: .server)
        Field("dashY", \.dashDirection.y, audience: .server)
        Field("dashTicks", \.dashTicks, in: 0...Rules.dashTicks, audience: .server)
        Field("dashCooldown", \.dashCooldown, in: 0...Rules.dashCooldown, audience: .server)
        Field("fireCooldown", \.fireCooldown, in: 0...Rules.fireCooldown, audience: .server)
        Field("rapidTicks", \.rapidTicks, in: 0...Rules.rapidTicks, audience: .server)
        Field("shieldHits", \.shieldHits, in: 0...Rules.shieldHits, audience: .server)
    }

    var isAlive: Bool { respawn == 0 }

    /// Brings all that runs out one tick nearer to its end.
    mutating func passTick() {
        dashTicks = max(0, dashTicks - 1)
        dashCooldown = max(0, dashCooldown - 1)
        fireCooldown = max(0, fireCooldown - 1)
        rapidTicks = max(0, rapidTicks - 1)
        dashing = dashTicks > 0
        rapid = rapidTicks > 0
    }

    /// The bolt that `input` fires, or nil when it fires none or the last one was just now.
    mutating func shoot(_ input: Arena.Input, as player: PlayerID) -> Bolt? {
        guard input.fire && fireCooldown == 0 && !dashing else { return nil }
        fireCooldown = rapid ? Rules.rapidFireCooldown : Rules.fireCooldown
        return Bolt(from: position, aim: input.aim, owner: player)
    }

    /// Takes a bolt's damage, unless a shield stops it; true when it was the last it could bear.
    mutating func suffer(_ damage: Int) -> Bool {
        if shieldHits > 0 {
            shieldHits -= 1
            shielded = shieldHits > 0
            return false
        }
        health = max(0, health - damage)
        return health == 0
    }

    /// Ends its life until `Rules.respawnTicks` have passed.
    mutating func fall() {
        var fallen = Fighter()
        fallen.position = position
        fallen.aim = aim
        fallen.health = 0
        fallen.respawn = Rules.respawnTicks
        fallen.score = score
        self = fallen
    }
}
