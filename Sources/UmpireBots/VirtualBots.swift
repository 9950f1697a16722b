import UmpireBasics
import UmpireClient
public import UmpireGame
import UmpireProtocol
import UmpireShard

/// Bots and the real server core in one thread, on a virtual network and in virtual time.
///
/// Nothing in it waits, so that a run is as fast as the machine. The same options give the same
/// run, to the last byte, on every machine.
public struct VirtualBots<G: Game> {
    private let options: BotsOptions
    private let plan = GamePlan<G>()
    private let start = Instant(nanoseconds: 1_000_000_000)
    private var now: Instant
    private var shard: Shard
    private var shardWake: Instant?
    private var network: VirtualNetwork
    private var bots: [Bot<G>] = []
    private var connections: [ConnectionID?] = []
    private var wakes: [Instant?] = []
    private var alarms = DueTimes<VirtualAlarm>()
    private var random: GameRandom
    private var measures = BotMeasures()
    private var playingAtEnd = 0
    private var output = ClientOutput()

    /// A run of `game` that has not begun.
    ///
    /// `hosted` is the game as the server has it; made where the game's type is known, it is
    /// faster.
    public init(_ game: G.Type = G.self, options: BotsOptions, hosted: AnyGame? = nil) {
        self.options = options
        now = start
        var configuration = ShardConfiguration(
            maxRooms: Limits.rooms, maxConnections: Limits.connections)
        configuration.hasStandingRoom = false
        let words = RandomWords(seed: options.seed)
        shard = Shard(
            hosting: hosted ?? AnyGame(G.self), configuration: configuration, now: now,
            random: { words.next() })
        network = VirtualNetwork(options: options)
        random = GameRandom(seed: options.seed, stream: 0xD409)
    }

    /// Plays it all, calling `eachSecond` with one line for each virtual second.
    public mutating func run(eachSecond: (String) -> Void = { _ in }) -> BotsReport {
        schedule()
        let end = start.advanced(byNanoseconds: BotsOptions.nanoseconds(options.seconds))
        // Time for goodbyes to arrive, and for the grace of those who could say none.
        let last = end.advanced(byMilliseconds: UInt64(G.info.graceSeconds + 10) * 1_000)
        var second = 0
        while let next = nextInstant, next <= last, next <= end || network.next != nil || held > 0 {
            now = max(now, next)
            while now.nanoseconds(since: start) >= Int64(second + 1) * 1_000_000_000, now <= end {
                second += 1
                eachSecond(progress(second))
            }
            turn()
        }
        return BotsReport(
            options: options, seconds: Double(end.nanoseconds(since: start)) / 1e9,
            measures: measures, playingAtEnd: playingAtEnd,
            leftBehind: held)
    }

    /// What the server holds of people.
    private var held: Int { shard.connectionCount + shard.sessionCount }

    private mutating func schedule() {
        for number in 0..<max(0, options.players) {
            let due = start.advanced(byNanoseconds: options.arrival(of: number))
            bots.append(Bot(plan: plan, options: options, number: number, at: due))
            connections.append(nil)
            wakes.append(nil)
            alarms.insert(.arrive(number), due: due)
        }
        if options.dropsPerMinute > 0 { scheduleDrop() }
        alarms.insert(
            .end, due: start.advanced(byNanoseconds: BotsOptions.nanoseconds(options.seconds)))
    }

    private var nextInstant: Instant? {
        var next = shardWake
        if let arrival = network.next, next.map({ arrival < $0 }) ?? true { next = arrival }
        if let alarm = alarms.next, next.map({ alarm < $0 }) ?? true { next = alarm }
        return next
    }

    /// Does everything that is due now.
    private mutating func turn() {
        while let arrival = network.take(at: now) {
            switch arrival.end {
            case .server: deliverToServer(arrival)
            case .client: deliverToBot(arrival)
            }
        }
        if let shardWake, shardWake <= now {
            shard.wake(at: now)
            performShardEffects()
            self.shardWake = shard.nextWake
        }
        while let alarm = alarms.take(at: now) { ring(alarm.item, due: alarm.due) }
    }

    private mutating func ring(_ alarm: VirtualAlarm, due: Instant) {
        switch alarm {
        case .bot(let index):
            guard wakes[index] == due else { return }
            wakes[index] = nil
            bots[index].wake(at: now, &measures)
            perform(index)
        case .arrive(let index): connections[index] = network.open(for: index, at: now)
        case .drop: drop()
        case .end: endAll()
        }
    }

    // MARK: the server's side

    private mutating func deliverToServer(_ arrival: VirtualNetwork.Arrival) {
        let connection = arrival.connection
        switch arrival.packet {
        case .open: shard.open(connection, at: now)
        case .text(let bytes): shard.receive(text: bytes.span, from: connection, at: now)
        case .binary(let bytes):
            // An input changes neither effects nor the time of the next tick, but by closing.
            shard.receive(binary: bytes.span.bytes, from: connection, at: now)
            if !shard.effects.isEmpty { performShardEffects() }
            return
        case .close: shard.close(connection, at: now)
        }
        performShardEffects()
        shardWake = shard.nextWake
    }

    private mutating func performShardEffects() {
        for effect in shard.effects.list {
            switch effect {
            case .text(let connection, let range):
                let bytes = shard.effects.bytes[range.start..<(range.start + range.count)]
                sendDown(.text(Array(bytes)), connection)
            case .snapshot(let connection, let prefix, let range):
                var bytes: [UInt8] = []
                bytes.reserveCapacity(SnapshotPrefix.byteCount + range.count)
                withUnsafeBytes(of: prefix.word.littleEndian) { bytes.append(contentsOf: $0) }
                bytes += shard.effects.bytes[range.start..<(range.start + range.count)]
                sendDown(.binary(bytes), connection)
            case .close(let connection, let code): sendDown(.close(code.rawValue), connection)
            case .move, .wrongCode, .record, .endRecording: break
            }
        }
        shard.effects.removeAll()
    }

    private mutating func sendDown(_ packet: VirtualPacket, _ connection: ConnectionID) {
        guard network.isHeld(connection) else { return }
        network.send(packet, on: connection, to: .client, at: now)
    }

    // MARK: the bots' side

    private mutating func deliverToBot(_ arrival: VirtualNetwork.Arrival) {
        guard network.isHeld(arrival.connection) else { return }
        let index = network.bot(at: arrival.connection)
        switch arrival.packet {
        case .open: bots[index].connected(at: now, &measures)
        case .text(let bytes): bots[index].received(text: bytes.span, at: now, &measures)
        case .binary(let bytes):
            bots[index].received(binary: bytes.span.bytes, at: now, &measures)
        case .close(let code):
            network.letGo(arrival.connection, at: now)
            connections[index] = nil
            bots[index].disconnected(code: code, at: now, &measures)
        }
        perform(index)
    }

    /// Does what a bot wants done, and notes when it wants to be woken.
    private mutating func perform(_ index: Int) {
        let wake = bots[index].exchangeOutput(&output)
        for action in output.actions {
            switch action {
            case .connect: connections[index] = network.open(for: index, at: now)
            case .text(let range): sendUp(.text(Array(output.bytes[range])), index)
            case .binary(let range): sendUp(.binary(Array(output.bytes[range])), index)
            case .close:
                if let connection = connections[index] { network.letGo(connection, at: now) }
                connections[index] = nil
            }
        }
        output.removeAll()
        if let wake, wake != wakes[index] { alarms.insert(.bot(index), due: wake) }
        wakes[index] = wake
    }

    private mutating func sendUp(_ packet: VirtualPacket, _ index: Int) {
        guard let connection = connections[index] else { return }
        network.send(packet, on: connection, to: .server, at: now)
    }

    // MARK: faults and the end

    private mutating func scheduleDrop() {
        alarms.insert(.drop, due: now.advanced(byNanoseconds: options.dropWait(&random)))
    }

    /// Breaks a random bot's connection; the server may notice much later.
    private mutating func drop() {
        scheduleDrop()
        let left = options.seconds - Double(now.nanoseconds(since: start)) / 1e9
        guard left > options.returnSeconds, let index = random.pick(bots.indices),
            bots[index].isSeated,
            let connection = connections[index]
        else { return }
        let silence = random.chance(0.5) ? 0 : UInt64(random.int(in: 0...3_000_000_000))
        network.letGo(connection, at: now, silenceNanoseconds: silence)
        connections[index] = nil
        measures.drops += 1
        bots[index].disconnected(code: nil, isOwnDoing: true, at: now, &measures)
        perform(index)
    }

    private mutating func endAll() {
        playingAtEnd = bots.count { $0.isSeated }
        alarms = DueTimes()
        for index in bots.indices {
            bots[index].quit()
            perform(index)
        }
    }

    private func progress(_ second: Int) -> String {
        let playing = bots.count { $0.isSeated }
        return "\(second) s: \(playing) of \(bots.count) bots play, "
            + "\(measures.snapshots) snapshots, \(shard.rooms.count) rooms"
    }
}

/// What is due in a run; outside the generic type, so that its heap is made for it alone.
private enum VirtualAlarm {
    case bot(Int)
    case arrive(Int)
    case drop
    case end
}

/// Random words that a closure can draw.
private final class RandomWords {
    private var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed, stream: 0x5EED) }

    func next() -> UInt64 { UInt64(random.word()) << 32 | UInt64(random.word()) }
}
