import Logging
import UmpireBasics
import UmpireGame
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireWebSocket

/// One loop with its shard: turns sockets and time into the shard's events, and performs its
/// effects.
///
/// It decides nothing about matches; it owns the sockets and the alarm and, on the first loop,
/// listener and signals.
final class ShardLoop {
    let limits: ServerLimits
    var counters = ServerCounters()
    var shard: Shard
    let page: Page
    let recorder: Mailbox<RecorderMessage>?
    let switchboard: Switchboard
    private let logger: Logger
    let loop: Loop
    private var listener: Listener?
    private var alarm: Alarm?
    private var signals: [SignalSource] = []
    /// Upgraded connections by their number.
    var upgraded: [Connection?] = []
    var freeNumbers: [UInt32] = []
    /// All connections, in no order.
    var connections: [Connection] = []
    var nextSweep: Instant
    var nextNews: Instant
    private var nextWarning: Instant
    /// What other loops said last.
    var others: [Int: (summary: ShardSummary, counters: ServerCounters)] = [:]
    /// How long ticks took, since when.
    var busyNanoseconds: UInt64 = 0
    var measuredSince: Instant
    /// The time now, read once for each alarm and each batch of bytes that came.
    var now: Instant
    /// When the loop ends at the latest, once the server stops.
    private var deadline: Instant?
    /// Where the head of each frame is put together.
    var header = [UInt8](repeating: 0, count: FrameEncoder.maxHeaderBytes + 4)

    init(_ loop: Loop, _ parts: ShardParts) throws {
        self.loop = loop
        limits = parts.limits
        page = parts.page
        recorder = parts.recorder
        switchboard = parts.switchboard
        logger = parts.logger
        now = loop.now
        nextSweep = now
        nextNews = now
        nextWarning = now
        measuredSince = now
        var system = SystemRandomNumberGenerator()
        shard = Shard(hosting: parts.game, configuration: parts.shardConfiguration, now: now) {
            system.next()
        }
        try open(parts.configuration)
    }

    private func open(_ configuration: ServerConfiguration) throws {
        // The loop holds this object by the closures of what it opens, until all of that is closed.
        alarm = try Alarm(on: loop) { [self] now in wake(at: now) }
        try switchboard.own.receive(on: loop) { [self] messages in
            now = loop.now
            for message in messages { receive(message) }
        }
        loop.onTurnEnd { [self] in armAlarm() }
        guard switchboard.index == 0 else { return }
        listener = try Listener(on: loop, host: configuration.host, port: configuration.port) {
            [self] loop, _ in accept(on: loop)
        }
        for signal in [ProcessSignal.interrupt, .terminate] {
            signals.append(
                try SignalSource(signal, on: loop) { [self] in
                    // Who asks again wants no more goodbyes.
                    if isStopping { loop.stop() } else { stop("\($0)") }
                })
        }
    }

    var port: Int { listener?.port ?? 0 }

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
        shard.wake(at: now)
        perform()
        busyNanoseconds += UInt64(max(0, loop.now.nanoseconds(since: now)))
        if nextSweep <= now { sweep(at: now) }
        if nextNews <= now { tellNews(at: now) }
    }

    private func armAlarm() {
        if let deadline {
            if connections.isEmpty { finish() } else { alarm?.arm(at: deadline) }
            return
        }
        alarm?.arm(at: min(shard.nextWake ?? nextSweep, nextSweep, nextNews))
    }

    private func warnIfLate(at now: Instant) {
        guard let due = shard.nextWake else { return }
        let late = now.nanoseconds(since: due)
        guard late > 1_000_000_000 / Int64(shard.game.info.tickRate) else { return }
        counters.lateTurns += 1
        guard nextWarning <= now else { return }
        nextWarning = now.advanced(byMilliseconds: limits.warningMilliseconds)
        logger.warning(
            "ticks began \(late / 1_000_000) ms late; the machine is too busy for these matches",
            metadata: ["rooms": "\(shard.rooms.count)", "lateTurns": "\(counters.lateTurns)"])
    }

    // MARK: stopping

    func stop(_ cause: String) {
        if isStopping { return }
        logger.log(
            level: switchboard.index == 0 ? .info : .debug, "stopping: \(cause)",
            metadata: ["loop": "\(switchboard.index)", "connections": "\(connections.count)"])
        deadline = loop.now.advanced(byMilliseconds: limits.goodbyeMilliseconds)
        listener?.close()
        switchboard.tellOthers(.stop)
        shard.stop(.goingAway)
        perform()
        for connection in connections { connection.close() }
    }

    /// Lets the loop run out: nothing is open any more.
    private func finish() {
        alarm?.close()
        signals.forEach { $0.close() }
        switchboard.own.close()
        loop.onTurnEnd(nil)
    }
}
