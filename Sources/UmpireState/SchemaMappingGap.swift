/// Something that a client of another version could not show, or not say, as it is meant.
public enum SchemaMappingGap: Equatable, Sendable {
    /// The server has no such table.
    case noTable(String)
    /// The server has no such field.
    case noField(String)
    /// The field's kinds cannot be turned into each other, or an angle's circles differ.
    case otherKind(String)
    /// The server shows the field to fewer players than the client expects.
    case hidden(String)
    /// The field may have a case that the receiver does not know.
    case unknownCase(String, name: String)
}

extension SchemaMappingGap: CustomStringConvertible {
    /// A few words for people.
    public var description: String {
        switch self {
        case .noTable(let place), .noField(let place): "no \(place) any more"
        case .otherKind(let place): "\(place) is of another kind"
        case .hidden(let place): "\(place) is hidden"
        case .unknownCase(let place, let name): "\(place) may be \(name)"
        }
    }
}
