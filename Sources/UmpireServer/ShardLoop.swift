import Logging
import UmpireBasics
import UmpireGame
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireWebSocket

/// One loop with its shard: turns sockets and time into the shard's events, and performs its effects.
///
/// It decides nothing about matches; it owns the sockets, the listener, the alarm and the signals.
final class ShardLoop {
    let limits: ServerLimits
    var counters = ServerCounters()
    var shard: Shard
    let page: Page
    let recorder: Mailbox<RecorderMessage>?
    private let commands: Mailbox<ServerCommand>
    private let logger: Logger
    private let loop: Loop
    private var listener: Listener?
    private var alarm: Alarm?
    private var signals: [SignalSource] = []
    /// Upgraded connections by their number.
    var upgraded: [Connection?] = []
    var freeNumbers: [UInt32] = []
    /// All connections, in no order.
    var connections: [Connection] = []
    var nextSweep: Instant
    private var nextWarning: Instant
    /// The time now, read once for each alarm and each batch of bytes that came.
    var now: Instant
    /// When the loop ends at the latest, once the server stops.
    private var deadline: Instant?
    /// Where the head of each frame is put together.
    var header = [UInt8](repeating: 0, count: FrameEncoder.maxHeaderBytes + 4)

    init(
        _ loop: Loop, _ game: AnyGame, _ configuration: ServerConfiguration,
        _ limits: ServerLimits, page: Page, recorder: Mailbox<RecorderMessage>?,
        commands: Mailbox<ServerCommand>, logger: Logger
    ) throws {
        self.loop = loop
        self.limits = limits
        self.page = page
        self.recorder = recorder
        self.commands = commands
        self.logger = logger
        now = loop.now
        nextSweep = now
        nextWarning = now
        var shardConfiguration = ShardConfiguration(
            maxRooms: Limits.rooms, maxConnections: limits.webSockets)
        shardConfiguration.botSeats = configuration.bots
        shardConfiguration.isRecording = recorder != nil
        shardConfiguration.startMilliseconds = WallClock.milliseconds
        var system = SystemRandomNumberGenerator()
        shard = Shard(hosting: game, configuration: shardConfiguration, now: now) {
            system.next()
        }
        try open(configuration)
    }

    private func open(_ configuration: ServerConfiguration) throws {
        // The loop holds this object by the closures of what it opens, until all of that is closed.
        listener = try Listener(on: loop, host: configuration.host, port: configuration.port) {
            [self] loop, _ in accept(on: loop)
        }
        alarm = try Alarm(on: loop) { [self] now in wake(at: now) }
        for signal in [ProcessSignal.interrupt, .terminate] {
            signals.append(
                try SignalSource(signal, on: loop) { [self] in
                    // Who asks again wants no more goodbyes.
                    if isStopping { loop.stop() } else { stop("\($0)") }
                })
        }
        try commands.receive(on: loop) { [self] _ in stop("request") }
        loop.onTurnEnd { [self] in armAlarm() }
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
        if nextSweep <= now { sweep(at: now) }
    }

    private func armAlarm() {
        if let deadline {
            if connections.isEmpty { finish() } else { alarm?.arm(at: deadline) }
            return
        }
        alarm?.arm(at: min(shard.nextWake ?? nextSweep, nextSweep))
    }

    private func warnIfLate(at now: Instant) {
        guard let due = shard.nextWake else { return }
        let late = now.nanoseconds(since: due)
        guard late > 1_000_000_000 / Int64(shard.game.info.tickRate) else { return }
        counters.lateTurns += 1
        guard nextWarning <= now else { return }
        nextWarning = now.advanced(byMilliseconds: limits.warningMilliseconds)
        logger.warning(
            "ticks began \(late / 1_000_000) ms late; the machine is too busy for this many matches",
            metadata: ["rooms": "\(shard.rooms.count)", "lateTurns": "\(counters.lateTurns)"])
    }

    // MARK: stopping

    private func stop(_ cause: String) {
        if isStopping { return }
        logger.info("stopping: \(cause)", metadata: ["connections": "\(connections.count)"])
        deadline = loop.now.advanced(byMilliseconds: limits.goodbyeMilliseconds)
        listener?.close()
        shard.stop(.goingAway)
        perform()
        for connection in connections { connection.close() }
    }

    /// Lets the loop run out: nothing is open any more.
    private func finish() {
        alarm?.close()
        signals.forEach { $0.close() }
        commands.close()
        loop.onTurnEnd(nil)
    }
}
