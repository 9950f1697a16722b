package import UmpireBasics
import UmpireGame

/// A connection that watches a room: a player's or a spectator's.
package struct Member: Sendable {
    package let connection: ConnectionID
    /// The seat, nil for a spectator.
    package let player: PlayerID?
    /// The newest snapshot that was handed to the connection.
    var lastSent: Tick?
    /// The one before that; nil when the client holds none, or none that the room still has.
    var sentBefore: Tick?
    /// The epoch of the codec's tables that the connection was sent last; 0: none.
    var epoch: UInt8 = 0
    /// Whether the connection has unsent bytes, so that it gets no snapshot now.
    var isBlocked = false
    /// Which of the sender's mirrors is this member's; nil: it shares encodings.
    var mirror: Int?
    /// How many bytes it may be sent.
    var allowance: ByteAllowance
    /// How many of the snapshots it gets.
    var pace: SendPace

    init(connection: ConnectionID, player: PlayerID?, info: GameInfo, at tick: Tick) {
        self.connection = connection
        self.player = player
        allowance = ByteAllowance(
            bytesPerSecond: info.budgetBytesPerSecond, tickRate: info.tickRate, at: tick)
        pace = SendPace(
            tickRate: info.tickRate, ticksPerSnapshot: info.ticksPerSnapshot, at: tick)
    }

    /// Whether the snapshot of `tick` goes to this member, if its bytes may.
    mutating func takesSnapshot(at tick: Tick) -> Bool {
        allowance.note(isBlocked: isBlocked, at: tick)
        return !isBlocked && pace.takesTurn(at: tick)
    }

    /// Notes a snapshot that was sent, and how many bytes it took.
    mutating func noteSent(_ byteCount: Int, at tick: Tick) {
        allowance.spend(byteCount, at: tick)
        pace.noteSent(at: tick)
        sentBefore = lastSent
        lastSent = tick
    }

    /// Forgets what the client holds.
    mutating func forgetSent() {
        lastSent = nil
        sentBefore = nil
        epoch = 0
    }
}
