import UmpireBasics
public import UmpireState

/// A game's name, rates, sizes and policies; everything but the name and the players has a default.
public struct GameInfo: Sendable {
    /// Lowercase letters, digits and hyphens.
    public let name: String
    /// Steps a second, 1…240.
    public let tickRate: Int
    /// Snapshots a second; divides the tick rate.
    public let snapshotRate: Int
    /// How few players a match needs, and how many it can hold.
    public let players: ClosedRange<Int>
    /// Seats of a match unless its creator asks for another number.
    public let seats: Int
    /// How long a dropped player's seat is kept, in seconds. Default 30, long enough for a tunnel
    /// or a reload.
    public let graceSeconds: Int
    /// From enough players to the first step, in seconds.
    public let countdownSeconds: Int
    /// From the verdict to the next match in the same room, in seconds.
    public let intermissionSeconds: Int
    /// Whether bots take the seats that nobody has.
    public let fillsWithBots: Bool
    /// What is done about inputs that come too late or not at all.
    public let inputPolicy: InputPolicy
    /// Bytes of snapshots a second that a client is sent at most, 1,024…1,048,576: the rows that
    /// are most urgent, by the tables' priorities, when all would be more. Default nil: as many as
    /// there are, except to a slow connection.
    public let budgetBytesPerSecond: Int?
    /// How snapshots are written: `.speed`, the default, or `.dense`, a tenth smaller for twice the
    /// time.
    public let codec: CodecMode

    /// Stops with a message when a number is out of its range.
    public init(
        _ name: String, tickRate: Int = 30, snapshotRate: Int? = nil, players: ClosedRange<Int>,
        seats: Int? = nil, graceSeconds: Int = 30, countdownSeconds: Int = 1,
        intermissionSeconds: Int = 10,
        fillsWithBots: Bool = true, inputPolicy: InputPolicy = InputPolicy(),
        budgetBytesPerSecond: Int? = nil, codec: CodecMode = .speed
    ) {
        let isNamed = name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 45
        }
        require(isNamed && !name.isEmpty, "a game's name is lowercase letters, digits and hyphens")
        require((1...240).contains(tickRate), "a game's tick rate is 1 to 240 Hz")
        let snapshotRate = snapshotRate ?? tickRate
        require(
            snapshotRate > 0 && tickRate % snapshotRate == 0,
            "the snapshot rate is at least 1 and divides the tick rate")
        require(
            players.lowerBound >= 1 && players.upperBound <= Limits.playersPerMatch,
            "a match has 1 to \(Limits.playersPerMatch) players")
        let seats = seats ?? players.upperBound
        require(players.contains(seats), "a match's seats lie within its players")
        require(
            (1_024...1_048_576).contains(budgetBytesPerSecond ?? 1_024),
            "a client's budget is 1,024 to 1,048,576 bytes a second")
        self.name = name
        self.seats = seats
        self.tickRate = tickRate
        self.snapshotRate = snapshotRate
        self.players = players
        self.graceSeconds = graceSeconds
        self.countdownSeconds = countdownSeconds
        self.intermissionSeconds = intermissionSeconds
        self.fillsWithBots = fillsWithBots
        self.inputPolicy = inputPolicy
        self.budgetBytesPerSecond = budgetBytesPerSecond
        self.codec = codec
    }

    /// Ticks for which a dropped player's seat is kept.
    public var graceTicks: Int { graceSeconds * tickRate }
    /// Ticks from one snapshot to the next.
    public var ticksPerSnapshot: Int { tickRate / snapshotRate }
    /// Seconds of one tick.
    public var tickSeconds: Float { 1 / Float(tickRate) }
}

/// What becomes of inputs that are not there when their tick begins, or are there twice.
///
/// One that is more than `Limits.inputLeadTicks` early is always dropped and counted.
public struct InputPolicy: Sendable, Equatable {
    /// An input whose tick has passed.
    public enum Late: Sendable {
        /// It is applied at the next tick, unless one for that tick is there.
        case applyNext
        /// It is dropped.
        case drop
    }

    /// A tick without an input.
    public enum Missing: Sendable, Equatable {
        /// The last input again for so many milliseconds, then the idle input.
        case repeatLast(milliseconds: Int)
        /// The idle input at once.
        case idle
    }

    /// A second input for the same tick.
    public enum Duplicate: Sendable {
        /// It replaces the first.
        case newestWins
        /// It is dropped.
        case firstWins
    }

    /// What is done with a late input.
    public let late: Late
    /// What stands in for a missing input.
    public let missing: Missing
    /// Which of two inputs for a tick counts.
    public let duplicate: Duplicate

    /// The default suits action games: nothing pressed is lost, and a stall of a quarter second is
    /// bridged.
    public init(
        late: Late = .applyNext, missing: Missing = .repeatLast(milliseconds: 250),
        duplicate: Duplicate = .newestWins
    ) {
        self.late = late
        self.missing = missing
        self.duplicate = duplicate
    }
}
