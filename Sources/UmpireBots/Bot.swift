import UmpireBasics
import UmpireClient
import UmpireProtocol

/// One bot of a crowd: a client of the protocol, what plays it, and what must be remembered of it.
struct Bot {
    /// What decides its inputs.
    enum Mind {
        case game
        case idle
        case monkey
        /// Follows a track of recorded inputs.
        case recorded(BotTrack)
        case hostile(HostileAct)
    }

    /// Its connection, as far as the bot knows.
    enum Line: Equatable {
        case none
        case opening
        case open
        /// Nothing passes, and the client has not noticed yet.
        case silent
        /// Open, but nothing is read.
        case unread
    }

    /// Tells it from others that had its slot before.
    let number: Int
    let isHostile: Bool
    /// Which of the scenario's brains and networks it has.
    let brain: Int
    let network: Int
    /// Which group of the scenario's rooms it belongs to; nil when it does not matter.
    let group: Int?
    /// Seeds for who comes after it on the same device.
    let seed: UInt64
    var mind: Mind
    var client: RowClient
    var line = Line.none
    /// What the brain draws from.
    var words: GameRandom
    /// What its life draws from: stays, breaks, waits.
    var chance: GameRandom
    /// What it shares with the others in its room.
    var share: Int?
    var watch = BotWatch()
    /// The due of its next input; another one in the queue is an old one.
    var beat: Instant?
    /// When a hostile bot does its next thing; another alarm for it is an old one.
    var mischief: Instant?
    /// When it is to be woken for its client's sake.
    var clientWake: Instant?

    /// Whether messages can be sent.
    var canSend: Bool { line == .open || line == .unread }

    /// Whether it has what it wants.
    var isSettled: Bool {
        switch client.state {
        case .seated, .spectating: true
        case .connecting, .greeting, .welcomed, .lost, .ended: false
        }
    }
}
