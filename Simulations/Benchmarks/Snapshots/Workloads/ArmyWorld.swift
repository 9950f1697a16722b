import UmpireBasics
import UmpireState

/// What a unit was told to do.
enum Order: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case hold, move, attack
}

/// A unit of a strategy game.
struct Unit: Replicable {
    var x: Float = 0
    var y: Float = 0
    var heading: Float = 0
    var order = Order.hold
    /// The unit that it attacks; itself where there is none.
    var target = EntityID(0)
    var health: UInt8 = 200
    var owner = PlayerID(0)

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...512, step: 0.015625, .interpolated)
        Field("y", \.y, in: 0...512, step: 0.015625, .interpolated)
        Field("heading", \.heading, turnBits: 8)
        Field("order", \.order)
        Field("target", \.target)
        Field("health", \.health, in: 0...200)
        Field("owner", \.owner)
    }
}

/// Units of some armies.
struct ArmyWorld: GameWorld {
    var units = Table<Unit>(capacity: 1_024)

    static let layout = Layout<Self> { Entities("units", \.units, owner: .field(\.owner)) }
}
