import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireWebSocket

/// What the loops of a server tell each other.
enum ShardMessage: Sendable {
    /// Say goodbye to everybody with this code.
    case stop(UmpireProtocol.CloseCode)
    /// End without a word, as a process that dies.
    case kill
    /// Stand still, as on a machine that is too busy.
    case pause(milliseconds: UInt64)
    /// Say what is held.
    case count(CensusTaker)
    /// A connection that asks for something of this shard.
    case arrival(Arrival)
    /// What a shard and its shell counted, a few times a second.
    case news(ShardSummary, ServerCounters)
    /// A connection ended on another loop, and has an account of this network where connections are
    /// accepted.
    case left(ClientAddress?)
}

/// A connection on its way from one loop to another, with all that belongs to it.
struct Arrival: Sendable {
    let connection: HandedOverConnection
    /// Its TLS, nil for a plain one.
    let secure: HandedOverSession?
    /// The player's name, nil before hello.
    let name: String?
    /// The text message to obey.
    let message: [UInt8]
    /// Bytes that came behind that message.
    let rest: [UInt8]
    /// What is left of the connection's rights.
    let allowance: Allowance
    let compression: CompressionAgreement?
    /// The network whose account it has; nil when that is not bounded.
    let network: ClientAddress?
}

/// The mailboxes of all loops of a server, and which of them is this one's.
struct Switchboard: Sendable {
    let index: Int
    let mailboxes: [Mailbox<ShardMessage>]

    var own: Mailbox<ShardMessage> { mailboxes[index] }

    /// Tells all other loops.
    func tellOthers(_ message: ShardMessage) {
        for other in mailboxes.indices where other != index { mailboxes[other].send(message) }
    }
}
