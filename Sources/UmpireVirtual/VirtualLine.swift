import UmpireBasics

/// What a virtual server knows of one connection.
struct VirtualLine: Sendable {
    enum Stage: Equatable, Sendable {
        /// Its loop has not heard of it: the loop is paused.
        case fresh
        /// The shard knows it by this number.
        case playing(ConnectionID)
        /// It is on its way to another loop; what comes waits for it.
        case leaving
        /// It is gone.
        case over
    }

    var stage = Stage.fresh
    /// The loop that has it.
    var loop = 0
    /// When something came last, on the server's clock.
    var heardAt: Instant
    /// Bytes that the network did not take.
    var unsentBytes = 0
    /// What it may still move.
    var moves: TokenCredit
}

/// Something that happens to a connection, kept until its loop can hear of it.
enum VirtualEvent: Sendable {
    case open
    case text([UInt8])
    case binary([UInt8])
    case heard
    case unsent(Int)
    case close
    /// It came from another loop with this name and message.
    case arrive(name: String?, message: [UInt8])
}
