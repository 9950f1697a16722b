import UmpireBasics
import UmpireState

/// A player of the shooter: what everybody may see of one.
struct Shooter: Replicable {
    var x: Float = 0
    var y: Float = 0
    var aim: Float = 0
    /// 0: waiting to come back.
    var health: UInt8 = 100
    var weapon: UInt8 = 0
    var score: UInt16 = 0

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...128, step: 0.015625, .interpolated)
        Field("y", \.y, in: 0...128, step: 0.015625, .interpolated)
        Field("aim", \.aim, turnBits: 10)
        Field("health", \.health, in: 0...100)
        Field("weapon", \.weapon, in: 0...3)
        Field("score", \.score, in: 0...999)
    }
}

/// Something that a shooter fired and that flies straight on.
struct Projectile: Replicable {
    var x: Float = 0
    var y: Float = 0
    var aim: Float = 0
    var owner = PlayerID(0)

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...128, step: 0.015625, .interpolated)
        Field("y", \.y, in: 0...128, step: 0.015625, .interpolated)
        Field("aim", \.aim, turnBits: 10)
        Field("owner", \.owner)
    }
}

/// Players and what they fired.
struct ShooterWorld: GameWorld {
    var players = Table<Shooter>(capacity: 64)
    var projectiles = Table<Projectile>(capacity: 256)

    static let layout = Layout<Self> {
        Entities("players", \.players, owner: .id)
        Entities("projectiles", \.projectiles, owner: .field(\.owner))
    }
}
