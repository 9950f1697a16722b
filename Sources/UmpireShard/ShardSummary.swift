package import UmpireBasics
package import UmpireProtocol

/// What a shard lets the others know, a few times a second: enough to send players to the right
/// one.
package struct ShardSummary: Sendable {
    /// Which shard.
    package let index: Int
    /// Nanoseconds of a second that its ticks took.
    package let load: UInt64
    /// What it counted since its start.
    package let counters: ShardCounters
    /// The newest clients that lost the state.
    package let resyncCases: [ResyncCase]
    /// Connections that it has.
    package let connections: Int
    /// Players that it has, dropped ones too.
    package let players: Int
    /// Rooms that it has.
    package let rooms: Int
    /// People in its open room with the most people; nil when no room is open.
    package let fullestOpenRoom: Int?
    /// Its public matches with the most people, at most as many as an answer to `list` has.
    package let matches: [ServerMessage.ListedMatch]
    /// How late its ticks began since its start; those of several shards can be merged.
    package let lateness: LatenessHistogram
}
