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
        public var game = ""
        public var tickRate = 0
        public var snapshotRate = 0
        public var minPlayers = 0
        public var maxPlayers = 0
        public var graceSeconds = 0
        public var schemaHash = ""
        /// The schema's JSON, nil when the client holds it already.
        public var schema: String?

        /// An empty message to fill in.
        public init() {}
    }

    /// A place in a room.
    public struct Seated: Equatable, Sendable {
        public var room: String
        /// The seat, nil for a spectator.
        public var player: PlayerID?
        public var isReturned: Bool
        public var resumeToken: String?
        public var phase: PhaseName
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
        public let player: PlayerID
        public let name: String
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
        public let player: PlayerID
        public let score: Int

        /// `player` with `score`.
        public init(player: PlayerID, score: Int) {
            self.player = player
            self.score = score
        }
    }

    /// A line of the list of matches.
    public struct ListedMatch: Equatable, Sendable {
        public let room: String
        public let phase: PhaseName
        public let humans: Int
        public let bots: Int
        public let seats: Int
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
