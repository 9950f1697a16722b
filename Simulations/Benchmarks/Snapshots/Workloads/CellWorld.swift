import UmpireBasics
import UmpireState

/// A cell that a player steers.
struct Cell: Replicable {
    var x: Float = 0
    var y: Float = 0
    var mass: UInt16 = 20
    var owner = PlayerID(0)

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...2_000, step: 0.125, .interpolated)
        Field("y", \.y, in: 0...2_000, step: 0.125, .interpolated)
        Field("mass", \.mass, in: 0...20_000)
        Field("owner", \.owner)
    }
}

/// Food: it lies where it is until a cell comes over it.
struct Pellet: Replicable {
    var x: UInt16 = 0
    var y: UInt16 = 0
    var colour: UInt8 = 0

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...2_000)
        Field("y", \.y, in: 0...2_000)
        Field("colour", \.colour, in: 0...7)
    }
}

/// Cells and food.
struct CellWorld: GameWorld {
    var cells = Table<Cell>(capacity: 512)
    var pellets = Table<Pellet>(capacity: 1_024)

    static let layout = Layout<Self> {
        Entities("cells", \.cells, owner: .field(\.owner))
        Entities("pellets", \.pellets)
    }
}
