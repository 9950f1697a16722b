/// A plain value that can be quantised, sent, hashed and restored: an entity, an input or a cue.
///
/// `BitwiseCopyable` makes references, strings and arrays inside it compile errors. Every stored
/// property must be a `Field` of the schema; one that is not is refused at start-up, by name.
public protocol Replicable: BitwiseCopyable, Sendable {
    /// What of it travels, and how exactly. Resolved once, into a flat plan.
    static var schema: Schema<Self> { get }
}

/// The fields of a `Replicable`, in the order in which they travel.
public struct Schema<Root>: Sendable {
    /// The fields in order.
    public let fields: [Field<Root>]

    /// The schema of these fields.
    public init(@SchemaBuilder<Root> _ fields: () -> [Field<Root>]) {
        self.fields = fields()
    }
}

/// Collects the fields of a schema.
@resultBuilder
public enum SchemaBuilder<Root> {
    /// Gives `\.x` its type.
    public static func buildExpression(_ field: Field<Root>) -> [Field<Root>] { [field] }

    /// Joins the fields in order.
    public static func buildBlock(_ fields: [Field<Root>]...) -> [Field<Root>] {
        fields.flatMap { $0 }
    }
}

/// Who receives a field's value; others hold row word 0 in its place.
public enum Audience: Sendable, Equatable, BitwiseCopyable {
    /// Each client of the room.
    case everyone
    /// The player who owns the entity.
    case owner
    /// The players of the entity's team.
    case team
    /// Nobody: the server keeps it. It is not even named in the schema that clients see.
    case server
}

/// How a client may draw a field.
public enum Hint: Sendable, Equatable, BitwiseCopyable {
    /// As it came.
    case none
    /// Between two snapshots.
    case interpolated
    /// Between two snapshots, the short way around a circle.
    case angle
}
