public import UmpireBasics
public import UmpireProtocol

/// Something that the owner of a client may want to know.
public enum ClientHappening: Equatable, Sendable {
    /// The server knows the client.
    case welcomed(ServerMessage.Welcome)
    /// It has a seat; `isReturned`: the one it had.
    case seated(ClientSeat, isReturned: Bool)
    /// It watches a room.
    case spectating(room: String)
    /// The match's phase changed.
    case phase(PhaseName, since: Tick, ticksLeft: Int?)
    /// The match has a result.
    case verdict(reason: String)
    /// It gave its place up.
    case left
    /// The server did not obey a message.
    case refused(Refusal)
    /// A snapshot was taken; the mirror holds it.
    case snapshot(tick: Tick, isKeyframe: Bool, byteCount: Int)
    /// A snapshot could not be taken; the client asks for a keyframe or, after three in vain,
    /// returns for one.
    case faulty(MirrorFault)
    /// The server's game has another schema, which lacks what this sentence names.
    case updateNeeded(String)
    /// The connection is gone; the client tries again at `retryAt`.
    case lost(code: UInt16?, retryAt: Instant)
    /// It is over.
    case ended(code: UInt16?)
}
