public import UmpireBasics

/// For whom a world is captured.
public enum Viewer: Hashable, Sendable {
    /// Somebody who sees only what everyone sees.
    case everyone
    /// A player of a team (0 where the game has none).
    case player(PlayerID, team: UInt8)
}

/// The visible world at one tick for one viewer, quantised.
public struct Snapshot: Equatable, Sendable {
    /// When it was taken.
    public var tick: Tick
    /// The tables in the order of the layout.
    public internal(set) var tables: [TableRows]
    /// The row of scalars.
    public internal(set) var scalars: [UInt32]

    /// The empty snapshot that a keyframe is encoded against.
    public init(shape: WorldShape) {
        tick = .zero
        tables = shape.tables.map { table in
            var rows = TableRows()
            rows.reset(width: table.plan.width)
            return rows
        }
        scalars = [UInt32](repeating: 0, count: shape.scalars.width)
    }

    /// What a client that holds this snapshot must compute: MurmurHash3 over its words.
    public var viewHash: UInt32 {
        var hasher = MurmurHash3()
        for table in tables { table.hash(into: &hasher) }
        for word in scalars { hasher.combine(word) }
        return hasher.value
    }

    /// Whether tables and scalars are equal; seen at once when both share their memory.
    public func hasRows(of other: borrowing Snapshot) -> Bool {
        tables == other.tables && scalars == other.scalars
    }

    /// Takes the scalars of `other` in memory of its own: they change with most ticks.
    mutating func copyScalars(of other: borrowing Snapshot) {
        scalars.removeAll(keepingCapacity: true)
        scalars.append(contentsOf: other.scalars)
    }
}

/// What the codec knows of a world: the rows' plans, not the game.
public struct WorldShape: Sendable {
    /// A table's name and rows.
    public struct Table: Sendable {
        /// The name on the wire.
        public let name: String
        /// Its rows.
        public let plan: RowPlan
        /// Whether some viewers see only some of its entities.
        public internal(set) var isLimited = false
    }

    /// The tables in order.
    public let tables: [Table]
    /// The scalars, as one row.
    public let scalars: RowPlan

    /// Whether some field is not for everyone.
    public var hasPrivateFields: Bool {
        scalars.hasPrivateFields || tables.contains { $0.plan.hasPrivateFields }
    }

    /// Whether some table has entities that not everyone sees.
    public var hasInterest: Bool { tables.contains { $0.isLimited } }

    /// Whether views of players differ, by fields or by entities.
    public var hasViews: Bool { hasPrivateFields || hasInterest }
}
