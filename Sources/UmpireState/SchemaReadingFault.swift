/// Why a server's schema cannot be read, and where: "tanks", "tanks.x" or "tables[3]".
///
/// The names in it are the server's, at most `Limits.schemaNameBytes` long.
public enum SchemaReadingFault: Error, Equatable, Sendable {
    /// More tables than `Limits.schemaTables`.
    case tooManyTables(Int)
    /// More fields than `Limits.fieldsPerRow`.
    case tooManyFields(Int, place: String)
    /// A name is absent, empty, too long, or has quotes or control characters.
    case badName(place: String)
    /// Two tables of the schema, two fields of a row or two cases of a field have one name.
    case duplicateName(place: String)
    /// A member is absent, or its value contradicts another or a limit.
    case badMember(String, place: String)
    /// A kind, hint or audience that this version of the protocol does not have.
    case unknownWord(member: String, place: String)
}
