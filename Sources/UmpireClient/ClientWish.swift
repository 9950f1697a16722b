/// What a client asks for once it is welcome, and again when its seat is lost.
public enum ClientWish: Equatable, Sendable {
    /// Nothing: it stays in the lobby.
    case nothing
    /// A seat in any open match.
    case quickMatch
    /// A seat in this room.
    case join(room: String)
    /// A room of its own.
    case create(isPrivate: Bool, seats: Int?)
    /// To watch this room.
    case spectate(room: String)
}
