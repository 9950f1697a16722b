import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireLoop
import UmpireProtocol
import UmpireWebSocket

/// All bots of one loop: their clients, their connections, and one alarm for all that is due.
final class Crowd<G: Game> {
    let loop: Loop
    let address: ServerAddress
    private let options: BotsOptions
    private let peer: SocketAddress
    private let plan = GamePlan<G>()
    private let tell: (String) -> Void
    private let finish: (BotsReport) -> Void
    private let start: Instant
    private var alarm: Alarm?
    private var tasks = DueTimes<CrowdTask>()
    private var bots: [Bot<G>] = []
    private var streams: [BotStream<G>?] = []
    private var wakes: [Instant?] = []
    private var measures = BotMeasures()
    private var random: GameRandom
    /// Empty; carried out outputs leave their memory here.
    private var spareOutput = ClientOutput()
    private var isWorking = false
    private var openStreams = 0
    private var notes = 0
    private var seconds = 0
    private var endedAt: Instant?
    private var playingAtEnd = 0

    /// Bots that will arrive on `loop`; `finish` is called there once, when all are gone.
    init(
        on loop: Loop, options: BotsOptions, address: ServerAddress, peer: SocketAddress,
        tell: @escaping (String) -> Void, finish: @escaping (BotsReport) -> Void
    ) throws(LoopError) {
        self.loop = loop
        self.options = options
        self.address = address
        self.peer = peer
        self.tell = tell
        self.finish = finish
        start = loop.now
        random = GameRandom(seed: options.seed, stream: 0xD409)
        // The alarm's handler keeps the crowd alive until the alarm is closed.
        alarm = try Alarm(on: loop) { [self] _ in work() }
        schedule()
        armAlarm()
    }

    private func schedule() {
        for number in 0..<max(0, options.players) {
            let due = start.advanced(byNanoseconds: options.arrival(of: number))
            bots.append(Bot(plan: plan, options: options, number: number, at: due))
            streams.append(nil)
            wakes.append(nil)
            tasks.insert(.arrive(number), due: due)
        }
        tasks.insert(.second, due: after(1))
        tasks.insert(.end, due: after(options.seconds))
        if options.dropsPerMinute > 0 { scheduleDrop() }
    }

    private func after(_ seconds: Double) -> Instant {
        start.advanced(byNanoseconds: BotsOptions.nanoseconds(seconds))
    }

    private func armAlarm() {
        if let next = tasks.next { alarm?.arm(at: next) }
    }

    private func insert(_ task: CrowdTask, due: Instant) {
        tasks.insert(task, due: due)
        if !isWorking { armAlarm() }
    }

    /// Does what is due when it begins; what becomes due meanwhile waits for the sockets' turn.
    private func work() {
        isWorking = true
        let now = loop.now
        while let (task, due) = tasks.take(at: now) { perform(task, due: due) }
        isWorking = false
        armAlarm()
    }

    private func perform(_ task: CrowdTask, due: Instant) {
        switch task {
        case .bot(let index):
            guard wakes[index] == due else { return }
            wakes[index] = nil
            bots[index].wake(at: loop.now, &measures)
            carryOut(index)
        case .arrive(let index): open(index)
        case .drop: drop()
        case .second: tellProgress()
        case .end: end()
        case .giveUp: loop.stop()
        }
    }

    // MARK: what happens to connections

    func opened(_ index: Int) {
        bots[index].connected(at: loop.now, &measures)
        carryOut(index)
    }

    func received(text: UnsafeRawBufferPointer, at index: Int) {
        text.withMemoryRebound(to: UInt8.self) {
            bots[index].received(text: $0.span, at: loop.now, &measures)
        }
        carryOut(index)
    }

    func received(binary: UnsafeRawBufferPointer, at index: Int) {
        bots[index].received(binary: binary.bytes, at: loop.now, &measures)
        carryOut(index)
    }

    func lost(_ index: Int, code: UInt16?) {
        streams[index] = nil
        bots[index].disconnected(code: code, at: loop.now, &measures)
        carryOut(index)
    }

    func streamEnded() {
        openStreams -= 1
        if endedAt != nil && openStreams == 0 { close() }
    }

    /// Tells about a fault of a connection; the first few are enough.
    func note(_ text: String) {
        notes += 1
        if notes <= 5 { tell(text) }
    }

    // MARK: what bots want

    private func carryOut(_ index: Int) {
        // Taken out, because opening or closing a connection may come back here.
        var output = ClientOutput()
        swap(&output, &spareOutput)
        let wake = bots[index].exchangeOutput(&output)
        // First the alarm: a connection that fails at once sets its own below.
        if let wake, wake != wakes[index] { insert(.bot(index), due: wake) }
        wakes[index] = wake
        for action in output.actions { carryOut(action, of: index, output.bytes) }
        output.removeAll()
        swap(&output, &spareOutput)
    }

    private func carryOut(_ action: ClientAction, of index: Int, _ bytes: [UInt8]) {
        switch action {
        case .connect: open(index)
        case .text(let range):
            bytes[range].withUnsafeBytes { streams[index]?.send(.text, $0) }
        case .binary(let range):
            bytes[range].withUnsafeBytes { streams[index]?.send(.binary, $0) }
        case .close(let code):
            streams[index]?.sayGoodbye(code)
            streams[index] = nil
        }
    }

    private func open(_ index: Int) {
        let seed = UInt64(random.word()) << 32 | UInt64(random.word())
        let stream = BotStream(index: index, of: self, seed: seed)
        streams[index] = stream
        openStreams += 1
        do {
            try stream.connect(to: peer)
        } catch {
            openStreams -= 1
            note("bot \(index + 1): \(error)")
            lost(index, code: nil)
        }
    }

    private func scheduleDrop() {
        insert(.drop, due: loop.now.advanced(byNanoseconds: options.dropWait(&random)))
    }

    private func drop() {
        let left = after(options.seconds).nanoseconds(since: loop.now)
        guard left > Int64(options.returnSeconds * 1e9) else { return }
        scheduleDrop()
        guard let index = random.pick(bots.indices), bots[index].isSeated else { return }
        streams[index]?.breakOff()
        streams[index] = nil
        measures.drops += 1
        bots[index].disconnected(code: nil, isOwnDoing: true, at: loop.now, &measures)
        carryOut(index)
    }

    // MARK: telling and ending

    private func tellProgress() {
        seconds += 1
        let playing = bots.count { $0.isSeated }
        let gap = BotsReport.milliseconds(measures.snapshotGap.p99)
        tell(
            "\(seconds) s: \(playing) of \(bots.count) bots play, "
                + "\(measures.snapshots) snapshots, gap p99 \(gap)")
        if endedAt == nil { insert(.second, due: after(Double(seconds + 1))) }
    }

    private func end() {
        endedAt = loop.now
        playingAtEnd = bots.count { $0.isSeated }
        tasks = DueTimes()
        for index in bots.indices {
            bots[index].quit()
            carryOut(index)
        }
        if openStreams == 0 { return close() }
        // Streams that do not end are given up, and the report says what there is.
        insert(.giveUp, due: loop.now.advanced(byMilliseconds: 4_000))
    }

    private func close() {
        guard let endedAt else { return }
        alarm?.close()
        alarm = nil
        tasks = DueTimes()
        finish(
            BotsReport(
                options: options, seconds: Double(endedAt.nanoseconds(since: start)) / 1e9,
                measures: measures, playingAtEnd: playingAtEnd))
    }
}

/// What is due in a crowd; outside the generic type, so that its heap is made for it alone.
private enum CrowdTask {
    case bot(Int)
    case arrive(Int)
    case drop
    case second
    case end
    case giveUp
}
