/// Everything that a run of bots measures, in the order of reports.
public enum Metric: Int, CaseIterable, Sendable {
    // MARK: distributions, of times in microseconds

    /// From opening a connection to the open WebSocket.
    case connect
    /// From the open WebSocket to the seat.
    case join
    /// From asking for a match to its first snapshot.
    case ticketToMatch
    /// From the instant at which an input was meant to be sent to the first snapshot that says it
    /// was applied.
    case inputToEffect
    /// From one snapshot to the next.
    case snapshotGap
    /// How old a snapshot is when it arrives, by the tick in it and the least delay seen so far.
    case snapshotAge
    /// From the loss of a connection to the first snapshot on the same seat.
    case returnTime
    /// How late the bots themselves were with what they meant to do.
    case generatorLateness

    // MARK: distributions, of bytes and ticks

    /// Bytes of a delta's frame.
    case deltaBytes
    /// Bytes of a keyframe's frame.
    case keyframeBytes
    /// By how many ticks applied inputs came early; late ones count as 0.
    case inputLead
    /// Ticks that passed without the player on a return.
    case ticksMissed

    // MARK: counters

    /// Bots that came.
    case arrivals
    /// Bots that could not come when they should have: too many at once, or the bots' machine late.
    case arrivalsDropped
    /// WebSockets opened.
    case connections
    /// Connections that could not be opened.
    case connectionsFailed
    /// Seats taken for the first time.
    case seats
    /// Bots with a seat at the end.
    case seatsAtEnd
    /// Bots that should have had a seat at the end and had none.
    case seatsMissing
    /// Returns to the old seat.
    case returns
    /// Returns to another seat than before.
    case returnsStray
    /// Connections broken on purpose.
    case drops
    /// Connections that broke without a close code and not on purpose.
    case breaks
    /// Inputs sent.
    case inputs
    /// Snapshots that say that an input came late.
    case inputsLate
    /// Snapshots taken.
    case snapshots
    /// Snapshots that came later than three periods after the one before.
    case snapshotsLate
    /// Snapshots that could not be taken, after which the bot returned for a keyframe.
    case resyncs
    /// Snapshots whose state was not the server's.
    case mismatches
    /// Snapshots whose state was compared with the server's hash.
    case hashChecks
    /// Cues seen.
    case cues
    /// Matches that came to a verdict, counted by each bot in them.
    case verdicts
    /// Messages that the server did not obey; not counting those of hostile bots.
    case refusals
    /// Connections that the server closed with a code, not counting those of hostile bots, goodbyes
    /// and chaos that asks for it.
    case closes
    /// Connections of hostile bots that the server closed.
    case hostileCloses
    /// Bytes and frames that bots sent.
    case bytesUp
    case framesUp
    /// Bytes and frames that bots received.
    case bytesDown
    case framesDown
    /// What the server still held when everybody had left; only where the run has its own server.
    case leftBehind

    /// What kind of value it has.
    public enum Kind: Equatable, Sendable {
        /// A distribution of times, in microseconds.
        case time
        /// A distribution of sizes, in bytes.
        case bytes
        /// A distribution of ticks.
        case ticks
        /// A number that only grows.
        case counter
    }

    /// What kind of value it has.
    public var kind: Kind {
        switch self {
        case .connect, .join, .ticketToMatch, .inputToEffect, .snapshotGap, .snapshotAge,
            .returnTime, .generatorLateness:
            .time
        case .deltaBytes, .keyframeBytes: .bytes
        case .inputLead, .ticksMissed: .ticks
        default: .counter
        }
    }

    /// Its name in scenario files and reports.
    public var name: String { Metric.names[rawValue] }

    /// The metric with this name.
    public init?(name: String) {
        guard let index = Metric.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: index)
    }

    private static let names = [
        "connect", "join", "ticket.to.match", "input.to.effect", "snapshot.gap", "snapshot.age",
        "return.time", "generator.lateness", "delta.bytes", "keyframe.bytes", "input.lead",
        "return.ticks.missed", "arrivals", "arrivals.dropped", "connections",
        "connections.failed", "seats", "seats.at.end", "seats.missing", "returns",
        "returns.stray", "drops", "breaks", "inputs", "inputs.late", "snapshots",
        "snapshots.late", "resyncs", "mismatches", "hash.checks", "cues", "verdicts", "refusals",
        "closes", "closes.hostile", "bytes.up", "frames.up", "bytes.down", "frames.down",
        "left.behind",
    ]
}
