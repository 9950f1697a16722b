public import UmpireBasics

/// A control message from the server, as the article *Protocol* lists them.
public enum ServerMessage: Equatable, Sendable {
    case welcome(Welcome)
    case seated(Seated)
    case phase(PhaseName, since: Tick, ticksLeft: Int?)
    case roster([RosterSeat], spectators: Int)
    case verdict([RankedPlayer], reason: String)
    case matches([ListedMatch])
    case left
    case pong(id: Int, tick: Tick)
    case refused(Refusal)

    /// What a client must know before anything else.
    public struct Welcome: Equatable, Sendable {
        /// The game's name.
        public var game = ""
        /// Steps a second.
        public var tickRate = 0
        /// Snapshots a second.
        public var snapshotRate = 0
        /// How few players a match needs.
        public var minPlayers = 0
        /// How many players a match can hold.
        public var maxPlayers = 0
        /// For how long a dropped player's seat is kept.
        public var graceSeconds = 0
        /// The hash of the schema.
        public var schemaHash = ""
        /// The schema's JSON, nil when the client holds it already.
        public var schema: String?

        /// An empty message to fill in.
        public init() {}
    }

    /// A place in a room.
    public struct Seated: Equatable, Sendable {
        /// The room's code.
        public var room: String
        /// The seat, nil for a spectator.
        public var player: PlayerID?
        /// Whether the player was here before.
        public var isReturned: Bool
        /// What brings the player back here; nil for a spectator.
        public var resumeToken: String?
        /// Where the match stands.
        public var phase: PhaseName
        /// The room's tick.
        public var tick: Tick

        /// A place in `room`.
        public init(
            room: String, player: PlayerID?, isReturned: Bool, resumeToken: String?,
            phase: PhaseName, tick: Tick
        ) {
            self.room = room
            self.player = player
            self.isReturned = isReturned
            self.resumeToken = resumeToken
            self.phase = phase
            self.tick = tick
        }
    }

    /// Who sits on a seat.
    public struct RosterSeat: Equatable, Sendable {
        /// What plays.
        public enum State: String, Sendable { case human, bot, dropped }
        /// The seat.
        public let player: PlayerID
        /// Who plays.
        public let name: String
        /// What plays.
        public let state: State

        /// `name` on the seat of `player`.
        public init(player: PlayerID, name: String, state: State) {
            self.player = player
            self.name = name
            self.state = state
        }
    }

    /// A line of a verdict.
    public struct RankedPlayer: Equatable, Sendable {
        /// The seat.
        public let player: PlayerID
        /// Points, in the game's own unit.
        public let score: Int

        /// `player` with `score`.
        public init(player: PlayerID, score: Int) {
            self.player = player
            self.score = score
        }
    }

    /// A line of the list of matches.
    public struct ListedMatch: Equatable, Sendable {
        /// The room's code.
        public let room: String
        /// Where the match stands.
        public let phase: PhaseName
        /// People on seats.
        public let humans: Int
        /// Bots on seats.
        public let bots: Int
        /// All seats.
        public let seats: Int
        /// People who watch.
        public let spectators: Int

        /// A match in `room`.
        public init(
            room: String, phase: PhaseName, humans: Int, bots: Int, seats: Int, spectators: Int
        ) {
            self.room = room
            self.phase = phase
            self.humans = humans
            self.bots = bots
            self.seats = seats
            self.spectators = spectators
        }
    }
}

/// The phase of a match, as it is called on the wire.
public enum PhaseName: String, Sendable, CaseIterable {
    case waiting, countdown, running, ended
}

extension ServerMessage {
    /// The message's `type`.
    public var type: String {
        switch self {
        case .welcome: "welcome"
        case .seated: "seated"
        case .phase: "phase"
        case .roster: "roster"
        case .verdict: "verdict"
        case .matches: "matches"
        case .left: "left"
        case .pong: "pong"
        case .refused: "refused"
        }
    }
}
