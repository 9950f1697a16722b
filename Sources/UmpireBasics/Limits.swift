/// The named maximum of everything that can grow, with what happens when it is full.
public enum Limits {
    // MARK: a match

    /// Players of a match; `GameInfo` refuses more at start-up.
    public static let playersPerMatch = 64
    /// Entities of one table; `insert` returns nil beyond it, or beyond the table's own capacity.
    public static let entitiesPerTable = 4_096
    /// Fields of one row; a schema with more is refused at start-up.
    public static let fieldsPerRow = 64
    /// Cues of one tick for all, and as many for each player alone; later ones are dropped and
    /// counted.
    public static let cuesPerTick = 256
    /// Ticks ahead for which an input is kept; one further ahead is dropped and counted.
    public static let inputLeadTicks = 32
    /// Snapshots kept as baselines; a client further behind gets a keyframe.
    public static let baselines = 32
    /// Cues kept for all, and as many for each player alone, for clients that got no snapshot at
    /// their tick; the oldest are dropped. So a frame has at most twice as many.
    public static let cuesKept = 256
    /// Ticks made up for in one turn after an overrun; the match slows beyond it.
    public static let catchUpTicks = 3
    /// Steps in a row, each longer than the period, after which a room that others must wait for is
    /// closed with 4500.
    public static let overrunsBeforeQuarantine = 3
    /// Nanoseconds from which a tick counts as late; nothing follows from it.
    public static let lateTickNanoseconds: UInt64 = 2_000_000

    // MARK: a shard

    /// Connections of one shard; one more is closed with 1013.
    public static let connections = 20_000
    /// Rooms of one shard; `create` and `quickMatch` are refused with `serverFull`.
    public static let rooms = 2_000
    /// Spectators of one room; one more is refused with `roomFull`.
    public static let spectatorsPerRoom = 64
    /// Matches in one answer to `list`, fullest first; the rest is left out.
    public static let listedMatches = 50
    /// Bytes of one control message; the connection is closed with 1009.
    public static let controlMessageBytes = 4_096
    /// Nesting of one control message; refused with `badJSON`.
    public static let controlMessageDepth = 16
    /// Characters of a player's name; refused with `badMessage`.
    public static let nameCharacters = 24
    /// Control messages a second in the long run; beyond it the connection is closed with 4429.
    public static let controlMessagesPerSecond = 30
    /// Control messages at once.
    public static let controlMessageBurst = 60
    /// Input frames a second, as a multiple of the tick rate; closed with 4429.
    public static let inputFramesPerTick = 4
    /// Seconds of inputs, one a tick, that may come at once: what a stall holds back.
    public static let inputBurstSeconds = 10
    /// Returns to one seat a second in the long run; the newcomer is closed with 4429.
    public static let returnsPerSecond = 5
    /// Returns to one seat at once.
    public static let returnBurst = 10
    /// Rooms that one connection creates a second in the long run; `create` is refused with
    /// `tooManyRooms`.
    public static let roomsCreatedPerSecond = 1
    /// Rooms that one connection creates at once.
    public static let roomsCreatedBurst = 4
    /// Milliseconds for which an answer to `list` is given again before it is made anew.
    public static let listingMilliseconds: UInt64 = 250
    /// Refusals within ten seconds; closed with 4422.
    public static let refusals = 8
    /// Seconds from the upgrade to `hello`; closed with 4408.
    public static let helloSeconds: UInt64 = 5
    /// Seconds a room without people lives on.
    public static let emptyRoomSeconds: UInt64 = 10

    /// Of so many packets one is looked at, on average, to see what its bytes are spent for.
    public static let packetsPerSample = 64
    /// Packets of a shard that are looked at in a second; more are passed by.
    public static let packetSamplesPerSecond: UInt64 = 8
    /// Fields for which bytes are told apart, in the order of the schema; the rest is one sum.
    public static let sampledParts = 256

    // MARK: clients that ask for keyframes

    /// Keyframes that one connection asks for a second in the long run; `resync` is refused with
    /// `tooManyResyncs`.
    public static let resyncsPerSecond = 1
    /// Keyframes that one connection asks for at once.
    public static let resyncBurst = 3
    /// Keyframes that a client asks for in a row without being helped; then it returns instead.
    ///
    /// No more than the burst: a client that is ill is never refused before it gives up.
    public static let resyncsInRow = 3
    /// Milliseconds for which a client waits for a keyframe before it asks again.
    public static let resyncPatienceMilliseconds: UInt64 = 2_000
    /// Cases of clients that asked for keyframes, kept by a shard; the oldest are dropped.
    public static let resyncCases = 8

    // MARK: a server's schema, as its clients read it

    /// Bytes of a `welcome` with a schema; a longer one is refused.
    public static let schemaBytes = 1 << 20
    /// Tables of a schema; one with more is refused.
    public static let schemaTables = 64
    /// Bytes of a name in a schema; one with a longer name is refused.
    public static let schemaNameBytes = 128
    /// Names of the cases of a field; a schema with more is refused.
    public static let schemaCases = 256
}
