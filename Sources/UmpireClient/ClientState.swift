public import UmpireBasics

/// A seat that a client holds.
public struct ClientSeat: Equatable, Sendable {
    /// The room's code.
    public let room: String
    /// The seat.
    public let player: PlayerID
    /// What brings the client back to it, once.
    public let resumeToken: String?
}

/// Where a client stands.
///
/// ```
///   connecting ─▶ greeting ─▶ welcomed ─▶ seated · spectating
///       ▲             │           │           │
///       │             ▼           ▼           ▼
///       └─ wake ──── lost ◀── the connection broke ──▶ ended: it does not come back
/// ```
public enum ClientState: Equatable, Sendable {
    /// A connection is being opened; `attempt` counts the tries that failed before.
    case connecting(attempt: Int)
    /// `hello` is sent.
    case greeting
    /// Known to the server, in no room.
    case welcomed
    /// Playing.
    case seated(ClientSeat)
    /// Watching.
    case spectating(room: String)
    /// Without a connection until `retryAt`.
    case lost(retryAt: Instant, attempt: Int)
    /// Over, with the close code if there was one.
    case ended(code: UInt16?)
}
