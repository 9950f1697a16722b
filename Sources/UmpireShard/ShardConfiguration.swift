import UmpireBasics
package import UmpireLobby

/// What may be chosen for a shard.
package struct ShardConfiguration: Sendable {
    /// Which of the server's shards it is.
    package var place = ShardPlace.only
    /// Seats that bots fill up to in each room; nil: all of them, 0: no bots.
    package var botSeats: Int?
    /// Whether a public room is open from the start and for ever.
    package var hasStandingRoom = true
    /// Whether matches are recorded.
    package var isRecording = false
    /// Whether it looks at some packets to see what their bytes are spent for.
    package var samplesPackets = false
    /// The wall clock at the shard's start, in milliseconds since 1970: for recordings' headers
    /// alone.
    package var startMilliseconds: UInt64 = 0
    /// Steps in a row, each longer than the period, after which a room is ended when others wait;
    /// `Int.max` on machines or in builds whose slowness is not the rooms' fault.
    package var overrunsBeforeQuarantine = Limits.overrunsBeforeQuarantine
    /// Rooms at once.
    package var maxRooms: Int
    /// Connections at once.
    package var maxConnections: Int

    package init(maxRooms: Int, maxConnections: Int) {
        self.maxRooms = maxRooms
        self.maxConnections = maxConnections
    }
}
