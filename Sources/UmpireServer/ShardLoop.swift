import Logging
import UmpireBasics
import UmpireGame
import UmpireHTTP
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireWebSocket

/// One loop with its shard: turns sockets and time into the shard's events, and performs its effects.
///
/// It decides nothing about matches; it owns the sockets, the listener, the alarm and the signals.
final class ShardLoop {
    var counters = ServerCounters()
    private var shard: Shard
    private let page: Page
    private let recorder: Mailbox<RecorderMessage>?
    private let commands: Mailbox<ServerCommand>
    private let logger: Logger
    private let loop: Loop
    private var listener: Listener?
    private var alarm: Alarm?
    private var signals: [SignalSource] = []
    /// Upgraded connections by their number.
    private var upgraded: [Connection?] = []
    private var freeNumbers: [UInt32] = []
    /// All connections, in no order.
    private var connections: [Connection] = []
    private var nextSweep: Instant
    private var nextWarning: Instant
    /// When the shard was last woken for ticks that were due.
    private(set) var turnTime: Instant
    private var deadline: Instant?
    private var header = [UInt8](repeating: 0, count: FrameEncoder.maxHeaderBytes + 4)

    init(
        _ loop: Loop, _ game: AnyGame, _ configuration: ServerConfiguration, page: Page,
        recorder: Mailbox<RecorderMessage>?, commands: Mailbox<ServerCommand>, logger: Logger
    ) throws {
        self.loop = loop
        self.page = page
        self.recorder = recorder
        self.commands = commands
        self.logger = logger
        turnTime = loop.now
        nextSweep = turnTime
        nextWarning = turnTime
        var shardConfiguration = ShardConfiguration(
            maxRooms: Limits.rooms, maxConnections: Limits.connections)
        shardConfiguration.botSeats = configuration.bots
        shardConfiguration.isRecording = recorder != nil
        shardConfiguration.startMilliseconds = WallClock.milliseconds
        var system = SystemRandomNumberGenerator()
        shard = Shard(hosting: game, configuration: shardConfiguration, now: turnTime) {
            system.next()
        }
        // The loop holds this object by the closures of what it opens, until all of that is closed.
        listener = try Listener(on: loop, host: configuration.host, port: configuration.port) {
            [self] loop, _ in accept(on: loop)
        }
        alarm = try Alarm(on: loop) { [self] now in wake(at: now) }
        for signal in [ProcessSignal.interrupt, .terminate] {
            signals.append(
                try SignalSource(signal, on: loop) { [self] in stop("\($0)") })
        }
        try commands.receive(on: loop) { [self] _ in stop("request") }
        loop.onTurnEnd { [self] in armAlarm() }
    }

    var port: Int { listener?.port ?? 0 }

    // MARK: time

    private func wake(at now: Instant) {
        turnTime = now
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
        turnTime = loop.now
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
        nextWarning = now.advanced(byMilliseconds: ServerLimits.warningMilliseconds)
        logger.warning(
            "ticks began \(late / 1_000_000) ms late; the machine is too busy for this many matches",
            metadata: ["rooms": "\(shard.rooms.count)", "lateTurns": "\(counters.lateTurns)"])
    }

    /// Looks at all connections' deadlines, once a second.
    private func sweep(at now: Instant) {
        nextSweep = now.advanced(byMilliseconds: ServerLimits.sweepMilliseconds)
        for connection in connections {
            let silent = now.nanoseconds(since: connection.heardAt) / 1_000_000
            let waiting = now.nanoseconds(since: connection.waitingSince) / 1_000_000
            if !connection.isUpgraded {
                let isNew = connection.heardAt == connection.waitingSince
                let limit =
                    isNew ? ServerLimits.requestMilliseconds : ServerLimits.keepAliveMilliseconds
                if waiting >= Int64(limit) { connection.refuseSlowRequest() }
            } else if silent >= Int64(ServerLimits.silenceMilliseconds) {
                connection.reset()
            } else if silent >= Int64(ServerLimits.pingMilliseconds) {
                connection.ping()
            }
        }
    }

    // MARK: stopping

    private func stop(_ cause: String) {
        guard deadline == nil else { return loop.stop() }
        logger.info("stopping: \(cause)", metadata: ["connections": "\(connections.count)"])
        deadline = loop.now.advanced(byMilliseconds: ServerLimits.goodbyeMilliseconds)
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

    // MARK: connections

    private func accept(on loop: Loop) -> Stream? {
        guard connections.count < ServerLimits.connections else {
            counters.refusedConnections += 1
            return nil
        }
        let connection = Connection(on: loop, self)
        connection.slot = connections.count
        connections.append(connection)
        return connection
    }

    func ended(_ connection: Connection) {
        let last = connections.removeLast()
        if last !== connection {
            connections[connection.slot] = last
            last.slot = connection.slot
        }
    }

    /// A connection became a WebSocket; returns the number by which the shard knows it.
    func opened(_ connection: Connection) -> ConnectionID {
        let number = freeNumbers.popLast() ?? UInt32(upgraded.count)
        if Int(number) == upgraded.count { upgraded.append(nil) }
        upgraded[Int(number)] = connection
        let id = ConnectionID(number)
        shard.open(id, at: turnTime)
        return id
    }

    func received(text bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        bytes.withMemoryRebound(to: UInt8.self) {
            shard.receive(text: $0.span, from: id, at: turnTime)
        }
        perform()
    }

    func received(binary bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        shard.receive(binary: bytes.bytes, from: id, at: turnTime)
        if !shard.effects.isEmpty { perform() }
    }

    func drained(_ id: ConnectionID) { shard.drain(id) }

    /// A WebSocket is over; its number is free again.
    func closed(_ id: ConnectionID) {
        shard.close(id, at: turnTime)
        upgraded[Int(id.rawValue)] = nil
        freeNumbers.append(id.rawValue)
    }

    // MARK: effects

    private func perform() {
        // Taken out while it is walked: closing a connection calls the shard again.
        while !shard.effects.isEmpty {
            var effects = Effects()
            swap(&effects, &shard.effects)
            effects.bytes.withUnsafeBytes { bytes in
                for effect in effects.list { perform(effect, bytes) }
            }
            effects.removeAll()
            if shard.effects.isEmpty { swap(&effects, &shard.effects) }
        }
    }

    private func perform(_ effect: Effect, _ bytes: UnsafeRawBufferPointer) {
        switch effect {
        case .text(let id, let range):
            sendFrame(.text, to: id, prefix: nil, bytes.part(range))
        case .snapshot(let id, let prefix, let range):
            sendFrame(.binary, to: id, prefix: prefix.word, bytes.part(range))
        case .close(let id, let code):
            upgraded[Int(id.rawValue)]?.say(goodbye: code.rawValue, code.reason)
        case .record(let recording, let range):
            recorder?.send(.append(recording, Array(bytes.part(range))))
        case .endRecording(let recording):
            recorder?.send(.end(recording))
        }
    }

    private func sendFrame(
        _ opcode: Opcode, to id: ConnectionID, prefix: UInt32?, _ body: UnsafeRawBufferPointer
    ) {
        guard let connection = upgraded[Int(id.rawValue)] else { return }
        let prefixBytes = prefix == nil ? 0 : SnapshotPrefix.byteCount
        header.withUnsafeMutableBytes { header in
            let count = FrameEncoder.writeHeader(
                opcode, payloadBytes: prefixBytes + body.count, to: header)
            if let prefix {
                header.storeBytes(of: prefix.littleEndian, toByteOffset: count, as: UInt32.self)
            }
            connection.send(UnsafeRawBufferPointer(rebasing: header[..<(count + prefixBytes)]), body)
        }
        guard connection.unsentBytes > 0 else { return }
        shard.block(id)
        if connection.unsentBytes > ServerLimits.unsentBytes {
            counters.slowReaders += 1
            connection.say(goodbye: UmpireProtocol.CloseCode.slowReader.rawValue, UmpireProtocol.CloseCode.slowReader.reason)
        }
    }

    // MARK: requests

    func response(to head: RequestHead) -> Response {
        if let file = page[head.path] { return file }
        if head.path == "/health" { return health }
        return Response(404, text: "nothing is here; the page is at /, the WebSocket at /play")
    }

    private var health: Response {
        let counted = shard.counters
        let body =
            "{\"status\":\"\(deadline == nil ? "ok" : "stopping")\",\"game\":\"\(shard.game.info.name)\","
            + "\"connections\":\(shard.connectionCount),\"players\":\(shard.sessionCount),"
            + "\"rooms\":\(shard.rooms.count),\"matches\":\(counted.matches),"
            + "\"ticks\":\(counted.ticks),\"overruns\":\(counted.overruns),"
            + "\"lateTurns\":\(counters.lateTurns),\"forgivenTicks\":\(counted.forgivenTicks)}\n"
        return Response(
            200, headers: [HeaderField("content-type", "application/json")], body: Array(body.utf8))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func part(_ range: ByteRange) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range.start..<(range.start + range.count)])
    }
}
