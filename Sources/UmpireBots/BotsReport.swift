import UmpireProtocol

/// What came of a run of bots.
public struct BotsReport: Sendable {
    /// What was asked for.
    public let options: BotsOptions
    /// How long it took, on the clock of the bots, in seconds.
    public let seconds: Double
    /// What the bots saw.
    public let measures: BotMeasures
    /// Bots that had a seat when the time was over.
    public let playingAtEnd: Int
    /// Virtual time only: what the server still held after everybody had left.
    public internal(set) var leftBehind: Int?
    /// Virtual time only, set by whoever started the run: seconds that passed really.
    public var wallSeconds: Double?

    init(
        options: BotsOptions, seconds: Double, measures: BotMeasures, playingAtEnd: Int,
        leftBehind: Int? = nil
    ) {
        self.options = options
        self.seconds = seconds
        self.measures = measures
        self.playingAtEnd = playingAtEnd
        self.leftBehind = leftBehind
    }

    /// How much faster than real time the run was.
    public var speed: Double? {
        wallSeconds.flatMap { $0 > 0 ? seconds / $0 : nil }
    }

    /// Whether one action of the bots in a hundred came more than 10 ms late.
    ///
    /// Then the times measured say more about the bots' machine than about the server.
    public var isGeneratorLate: Bool { measures.ownLateness.p99 > 10_000 }

    /// Whether something happened that must not.
    public var hasFailed: Bool { !failures.isEmpty }

    /// What happened that must not, one sentence each.
    public var failures: [String] {
        var failures: [String] = []
        func check(_ count: Int, _ what: String) {
            if count > 0 { failures.append("\(count) \(what)") }
        }
        check(measures.hashMismatches, "snapshots gave another state than the server's")
        check(measures.otherFaults, "snapshots could not be taken")
        check(measures.strayReturns, "returns ended on another seat")
        check(options.players - playingAtEnd, "bots had no seat at the end")
        check(measures.seatings - options.players, "seats were lost for good")
        check(measures.failedConnections, "connections could not be opened")
        check(measures.breaks, "connections broke without a close frame")
        for (code, count) in measures.closes.sorted(by: { $0.key < $1.key }) {
            check(count, "connections were closed by the server with \(code)")
        }
        for (code, count) in measures.refusals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            check(count, "messages were refused with \(code.rawValue)")
        }
        check(leftBehind ?? 0, "connections or sessions were left behind on the server")
        return failures
    }
}
