public import UmpireProtocol
public import UmpireState

/// Why the schema in a `welcome` is of no use.
public enum SchemaTextFault: Error, Equatable, Sendable {
    /// The hashes differ, and yet there is no schema.
    case absent
    /// More bytes than `Limits.schemaBytes`.
    case tooLong(bytes: Int)
    /// Not JSON.
    case malformed(JSONError)
    /// Another kind of value than the article *Protocol* says, at this byte.
    case otherKind(byte: Int)
    /// More tables, fields or cases than a schema can have, at this byte.
    case tooMany(byte: Int)
    /// A schema that the codec cannot have.
    case impossible(SchemaReadingFault)
    /// The text is not the one whose hash was named.
    case otherHash(named: String, computed: String)
}
