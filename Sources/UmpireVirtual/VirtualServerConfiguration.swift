package import UmpireBasics

/// What may be chosen for a virtual server: the limits of a shell, and how late its mail is.
package struct VirtualServerConfiguration: Sendable {
    /// Shards, each on a loop of its own, 1…32.
    package var loops = 1
    /// Seats that bots fill up to in each room; nil: all of them.
    package var botSeats: Int?
    /// Whether the first shard has a public room for ever.
    package var hasStandingRoom = true
    /// Whether matches are recorded on the disk.
    package var isRecording = false
    /// Rooms of one shard.
    package var maxRooms = Limits.rooms
    /// WebSockets of one shard; one more is closed with 1013.
    package var maxConnections = Limits.connections
    /// Steps in a row, longer than the period, after which a room is ended.
    package var overrunsBeforeQuarantine = Limits.overrunsBeforeQuarantine
    /// Bytes that a connection may have unsent; beyond it the connection is closed with 4430.
    package var unsentBytes = 262_144
    /// Moves of a connection between loops; then 4429.
    package var moves = TokenRate(rate: 1, burst: 16)
    /// Milliseconds of silence after which a connection is pinged.
    package var pingMilliseconds: UInt64 = 5_000
    /// Milliseconds of silence after which a connection is given up.
    package var silenceMilliseconds: UInt64 = 15_000
    /// Milliseconds between two looks at the silence of connections.
    package var sweepMilliseconds: UInt64 = 1_000
    /// Milliseconds between two reports of a loop to the others.
    package var newsMilliseconds: UInt64 = 250
    /// Nanoseconds that mail between loops takes at least, and by chance at most as long again.
    package var mailNanoseconds: UInt64 = 50_000
    /// Milliseconds from the goodbye of a drain to the end of the process.
    package var goodbyeMilliseconds: UInt64 = 1_000
    /// The wall clock at the first start, in milliseconds since 1970.
    package var startMilliseconds: UInt64 = 1_700_000_000_000

    /// The defaults of a real server.
    package init() {}
}
