import UmpireBasics
import UmpireShard

/// What loops send each other.
enum VirtualMail {
    /// A connection comes with its player's name and the message that it wants obeyed.
    case arrival(ConnectionID, loop: Int, name: String?, message: [UInt8])
    /// What a shard says of itself.
    case news(ShardSummary, loop: Int)
}
