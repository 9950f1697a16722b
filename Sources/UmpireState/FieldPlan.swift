/// One field of a schema, resolved: its name, how it is drawn, and its coding.
public struct FieldPlan: Sendable {
    /// The field's name in the schema.
    public let name: String
    /// The name that it had in an earlier version of the game.
    public let was: String?
    /// How a client may draw it.
    public let hint: Hint
    /// The names of an enumeration's cases in order; empty for other kinds.
    public let cases: [String]
    /// Where it lies and how it becomes a row word.
    let coding: FieldCoding

    /// Bits of the row word, 1…32.
    public var bits: Int { Int(coding.bits) }
    /// The greatest row word.
    public var limit: UInt32 { coding.limit }
    /// Who receives it.
    public var audience: Audience { coding.audience }
}
