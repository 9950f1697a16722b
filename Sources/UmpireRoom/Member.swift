package import UmpireBasics

/// A connection that watches a room: a player's or a spectator's.
package struct Member: Sendable {
    package let connection: ConnectionID
    /// The seat, nil for a spectator.
    package let player: PlayerID?
    /// The newest snapshot that was handed to the connection.
    var lastSent: Tick?
    /// Whether the connection has unsent bytes, so that it gets no snapshot now.
    var isBlocked = false

    init(connection: ConnectionID, player: PlayerID?) {
        self.connection = connection
        self.player = player
    }
}
