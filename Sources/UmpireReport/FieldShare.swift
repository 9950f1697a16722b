/// What one field of a table cost on the wire.
public struct FieldShare: Equatable, Sendable {
    /// The table's name in the schema.
    public var table: String
    /// The field's name in the schema.
    public var field: String
    /// Bits of its values in the snapshots that were looked at: some of those received.
    public var bits: Int

    /// A field that cost `bits`.
    public init(table: String, field: String, bits: Int) {
        self.table = table
        self.field = field
        self.bits = bits
    }
}
