import UmpireBasics
import UmpireRoom
import UmpireState

/// What a room shows at its newest tick, found without the server's encoder.
struct RoomEye {
    let room: Room
    var tick = Tick.zero
    /// What everybody sees; nil when views differ.
    var viewHash: UInt32?
    var scratch: Snapshot
}

/// A seat that is kept, and until when it must be.
struct Grace {
    let room: Room
    let player: PlayerID
    let session: SessionID
    var until: Tick
}
