/// The numbers that make the game what it is; lengths in units, times in ticks of 1/30 s.
enum Rules {
    static let tickRate = 30
    static let matchTicks = 5 * 60 * tickRate
    static let hitsToWin = 20

    static let speed: Float = 7
    static let acceleration: Float = 55
    static let fighterRadius: Float = 0.5

    static let dashSpeed: Float = 20
    static let dashTicks = 5
    static let dashCooldown = 60

    static let boltSpeed: Float = 22
    static let boltTicks = 40
    static let boltRadius: Float = 0.1
    static let fireCooldown = 9
    static let rapidFireCooldown = 5
    static let damage = 20...25

    static let fullHealth = 100
    static let respawnTicks = 75

    static let healing = 50
    static let rapidTicks = 8 * tickRate
    static let shieldHits = 3
    static let pickupReach: Float = 1
    static let pickupTicks = 5 * tickRate
}
