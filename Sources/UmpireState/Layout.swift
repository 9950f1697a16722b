public import UmpireBasics

/// A game's whole state: tables and scalars, nothing else.
public protocol GameWorld: Sendable {
    /// The world before the first tick.
    init()
    /// Every stored property: `Entities` for a table, `Field` for a scalar.
    static var layout: Layout<Self> { get }
}

/// How to find who owns an entity: for fields with `audience: .owner` or `.team`, and for whose
/// eyes an entity is.
public enum Owner<Entity: Replicable>: Sendable {
    /// Nobody does.
    case nobody
    /// The player whose number is the entity's id.
    case id
    /// The player named in a stored property.
    case field(any KeyPath<Entity, PlayerID> & Sendable)
}

/// The state's parts in the order in which they travel.
public struct Layout<World>: Sendable {
    let parts: [LayoutPart<World>]

    /// The layout of these parts.
    public init(@LayoutBuilder<World> _ parts: () -> [LayoutPart<World>]) {
        self.parts = parts()
    }
}

/// A table or a scalar of a layout.
public enum LayoutPart<World>: Sendable {
    case table(Entities<World>)
    case scalar(Field<World>)
}

/// Collects the parts of a layout.
@resultBuilder
public enum LayoutBuilder<World> {
    /// A table.
    public static func buildExpression(_ table: Entities<World>) -> [LayoutPart<World>] {
        [.table(table)]
    }

    /// A scalar.
    public static func buildExpression(_ field: Field<World>) -> [LayoutPart<World>] {
        [.scalar(field)]
    }

    /// Joins the parts in order.
    public static func buildBlock(_ parts: [LayoutPart<World>]...) -> [LayoutPart<World>] {
        parts.flatMap { $0 }
    }
}
