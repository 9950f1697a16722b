package import UmpireBasics
package import UmpireProtocol

/// A client that lost the server's state, as it told it: what somebody needs who looks for the
/// fault.
package struct ResyncCase: Equatable, Sendable {
    /// The room; its code is for the log alone, since who knows it may join.
    package let room: RoomID
    package let code: String
    /// The match of the room, as its recording counts it.
    package let match: UInt32
    package let connection: ConnectionID
    /// Nil for a spectator.
    package let player: PlayerID?
    /// What the client said.
    package let request: ResyncRequest
    /// The hash that the server holds for the tick; nil when it is out of the room's history.
    package let serverHash: UInt32?
    /// The room's tick when the request came.
    package let roomTick: Tick
}
