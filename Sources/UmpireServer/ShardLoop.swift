import Logging
import UmpireBasics
import UmpireGame
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireTLS
import UmpireWebSocket

/// One loop with its shard: turns sockets and time into the shard's events, and performs its
/// effects.
///
/// It decides nothing about matches; it owns the sockets and the alarm and, on the first loop,
/// listeners and signals.
final class ShardLoop {
    let loop: Loop
    let parts: ShardParts
    let limits: ServerLimits
    let switchboard: Switchboard
    let logger: Logger
    /// Compresses text, nil where that is not offered.
    let deflation: Deflation?
    var shard: Shard
    var counters = ServerCounters()

    // What is open on the loop.

    var listeners: [Listener] = []
    var alarm: Alarm?
    var signals: [SignalSource] = []
    /// What new connections on the port for TLS begin with; replaced at SIGHUP.
    var tls: TLSContext?
    /// When certificate and key are read again without being asked: the keys of tickets with which
    /// clients come back live as long as they do.
    var certificateDue = Instant(nanoseconds: .max)
    lazy var secureScratch = SecureScratch()

    // Connections.

    /// All of this loop, in no order.
    var connections: [Connection] = []
    /// WebSockets by their number.
    var upgraded: [Connection?] = []
    var freeNumbers: [UInt32] = []
    var handshakes = HandshakeQueue()
    var accounts: AddressAccounts
    /// Connections of all loops; kept by the loop that accepts.
    var total = 0
    /// Where the next part of the sweep begins.
    var sweepIndex = 0

    // Time.

    /// The time now, read once for each alarm and each batch of bytes that came.
    var now: Instant
    var nextSweep: Instant
    var nextNews: Instant
    /// When accounts of addresses are forgotten next: a walk over all of them.
    var nextForgetting: Instant
    var nextWarning: Instant
    var resyncWarnings: ResyncWarnings
    /// What other loops said last.
    var others: [Int: (summary: ShardSummary, counters: ServerCounters)] = [:]
    /// How long ticks took, since when.
    var busyNanoseconds: UInt64 = 0
    var measuredSince: Instant
    /// When the loop ends at the latest, once the server stops.
    private var deadline: Instant?
    /// Empty, with memory: what the shard fills while the effects before are performed.
    var spareEffects = Effects()
    /// Where the head of each frame is put together.
    var header = [UInt8](repeating: 0, count: FrameEncoder.maxHeaderBytes + 4)

    init(_ loop: Loop, _ parts: ShardParts) throws {
        self.loop = loop
        self.parts = parts
        limits = parts.limits
        switchboard = parts.switchboard
        logger = parts.logger
        deflation = parts.configuration.compressesText ? Deflation() : nil
        accounts = AddressAccounts(parts.limits.address)
        now = loop.now
        nextSweep = now
        nextNews = now
        nextForgetting = now
        nextWarning = now
        resyncWarnings = ResyncWarnings(parts.limits.resyncWarnings, now: now)
        measuredSince = now
        var system = SystemRandomNumberGenerator()
        shard = Shard(hosting: parts.game, configuration: parts.shardConfiguration, now: now) {
            system.next()
        }
        try open()
    }

    private func open() throws {
        // The loop holds this object by the closures of what it opens, until all of that is closed.
        alarm = try Alarm(on: loop) { [self] now in wake(at: now) }
        try switchboard.own.receive(on: loop) { [self] messages in
            now = loop.now
            for message in messages { receive(message) }
        }
        loop.onTurnEnd { [self] in armAlarm() }
        if isAccepting { try listen() }
    }

    /// Whether this loop accepts connections.
    var isAccepting: Bool { switchboard.index == 0 }

    /// Whether goodbye has been said to everybody.
    var isStopping: Bool { deadline != nil }

    // MARK: time

    private func wake(at now: Instant) {
        self.now = now
        if let deadline {
            if deadline <= now { loop.stop() }
            return
        }
        warnIfLate(at: now)
        var turn = shard.beginTurn(at: now)
        while makeNextTick(&turn) { perform() }
        perform()
        busyNanoseconds += UInt64(max(0, loop.now.nanoseconds(since: now)))
        if nextSweep <= now { sweep(at: now) }
        if nextNews <= now { tellNews(at: now) }
    }

    private func makeNextTick(_ turn: inout TickTurn) -> Bool {
        shard.makeNextTick(
            &turn, clock: { self.loop.now }, effort: { ThreadClock.nanoseconds })
    }

    private func armAlarm() {
        if let deadline {
            if connections.isEmpty { finish() } else { alarm?.arm(at: deadline) }
            return
        }
        let due = min(shard.findNextWake() ?? nextSweep, nextSweep, nextNews)
        alarm?.arm(at: due)
        if connections.count >= limits.gatheringConnections {
            loop.gather(nanoseconds: limits.gatherNanoseconds, until: due)
        }
    }

    private func warnIfLate(at now: Instant) {
        guard nextWarning <= now, let due = shard.findNextWake() else { return }
        let late = now.nanoseconds(since: due)
        guard late > 1_000_000_000 / Int64(shard.game.info.tickRate) else { return }
        nextWarning = now.advanced(byMilliseconds: limits.warningMilliseconds)
        logger.warning(
            "ticks began \(late / 1_000_000) ms late; the machine is too busy for these matches",
            metadata: ["rooms": "\(shard.rooms.count)", "loop": "\(switchboard.index)"])
    }

    // MARK: stopping

    /// What a run of bots wants to find empty at its end.
    var census: ServerCensus {
        ServerCensus(connections: connections.count, sessions: shard.sessionCount)
    }

    func stop(_ cause: String, saying code: UmpireProtocol.CloseCode = .goingAway) {
        if isStopping { return }
        logger.log(
            level: isAccepting ? .info : .debug, "stopping: \(cause)",
            metadata: ["loop": "\(switchboard.index)", "connections": "\(connections.count)"])
        deadline = loop.now.advanced(byMilliseconds: limits.goodbyeMilliseconds)
        for listener in listeners { listener.close() }
        switchboard.tellOthers(.stop(code))
        shard.stop(code)
        perform()
        for connection in connections { connection.endAtStop(code) }
    }

    /// Ends without a word: every connection is reset.
    func kill() {
        deadline = loop.now
        switchboard.tellOthers(.kill)
        for listener in listeners { listener.close() }
        for connection in connections { connection.reset() }
        loop.stop()
    }

    /// Lets the loop run out: nothing is open any more.
    private func finish() {
        alarm?.close()
        signals.forEach { $0.close() }
        switchboard.own.close()
        loop.onTurnEnd(nil)
    }
}
