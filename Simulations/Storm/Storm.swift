import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireRoom
import UmpireState
import UmpireVirtual

/// A server and its clients in bad weather, in virtual time: one seed decides everything.
///
/// ```
///   clients ─▶ frames ─▶ pipes ─▶ frames ─▶ VirtualServer
///      ▲                   ▲                     │
///      └──── checks ◀──────┴─ faults             ▼
///                                   texts and snapshots, with promises of what must arrive
/// ```
final class Storm {
    let configuration: StormConfiguration
    let game: AnyGame
    var now: Instant
    let start: Instant
    let calm: Instant
    let end: Instant
    var agenda = Agenda<StormEvent>()
    private let place: UnsafeMutablePointer<VirtualServer>
    var links: [StormLink?] = []
    /// The link of each connection, by its number.
    var linkOf: [Int] = []
    var clients: [StormClient] = []
    /// What rooms show, by the room; looked up only.
    var eyes: [ObjectIdentifier: RoomEye] = [:]
    var graces: [Grace] = []
    /// Returns that all shards had counted when graces were looked at last.
    var knownReturns = 0
    /// The link that plays a seat, by room and player; looked up only.
    var owners: [UInt64: Int] = [:]
    /// For a canary: connections that are gone and never given up.
    var leaked: [ConnectionID] = []
    /// Links that were told of a seat in this turn.
    var newcomers: [Int] = []
    var cache = DecodeCache()
    var network: GameRandom
    /// The chance of the kind of fault that is being decided; each kind has its own, so that a
    /// storm without one kind is otherwise the same.
    var weather: GameRandom
    var winds: [GameRandom]
    var trace: StormTrace
    var outcome: StormOutcome
    /// Bytes that are being read, with memory.
    var scratch: [UInt8] = []
    var isCalm = false
    var recordings: [(name: String, bytes: [UInt8])] = []
    let keepsRecordings: Bool
    let tickNanoseconds: UInt64

    init(
        _ configuration: StormConfiguration, keepsRecordings: Bool = false,
        trace write: ((String) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.keepsRecordings = keepsRecordings
        game = configuration.game.game
        start = Instant(nanoseconds: 1_000_000_000)
        now = start
        calm = start.advanced(byMilliseconds: UInt64(configuration.seconds) * 1_000)
        end = calm.advanced(byMilliseconds: UInt64(configuration.calmSeconds) * 1_000)
        network = GameRandom(seed: configuration.seed, stream: 0x2E7)
        weather = GameRandom(seed: configuration.seed, stream: 0xFA17)
        winds = FaultKind.allCases.indices.map {
            GameRandom(seed: configuration.seed, stream: 0xFA00 + UInt64($0))
        }
        place = .allocate(capacity: 1)
        place.initialize(
            to: VirtualServer(game, configuration.server, seed: configuration.seed, at: start))
        trace = StormTrace(write)
        outcome = StormOutcome(seed: configuration.seed, configuration: configuration.text)
        tickNanoseconds = 1_000_000_000 / UInt64(game.info.tickRate)
    }

    deinit {
        place.deinitialize(count: 1)
        place.deallocate()
    }

    /// The server, in place: reading from a class's property would copy all of it each time.
    var server: VirtualServer {
        _read { yield place.pointee }
        _modify { yield &place.pointee }
    }

    /// Plays it all, or until something does not hold.
    func run() -> StormOutcome {
        begin()
        while outcome.violation == nil, let due = nextDue, due <= end {
            now = max(now, due)
            if let (event, _) = agenda.take(at: now) {
                perform(event)
            } else {
                wakeServer()
            }
        }
        if outcome.violation == nil {
            now = end
            checkEverybodyPlays()
        }
        checkRecordings(atEnd: true)
        outcome.seconds = Double(now.nanoseconds(since: start)) / 1e9
        outcome.traceHash = trace.hash
        outcome.events = trace.events
        let counters = server.counters
        outcome.reached = [
            counters.moves, counters.silences, counters.slowReaders, counters.longSteps,
            counters.starts,
        ]
        return outcome
    }

    private var nextDue: Instant? {
        guard let wake = place.pointee.findNextWake() else { return agenda.next }
        return agenda.next.map { min($0, wake) } ?? wake
    }

    private func begin() {
        for number in 0..<configuration.clients {
            clients.append(newClient(UInt64(number)))
            let wait = UInt64(weather.int(in: 0...5_000))
            agenda.insert(.newcomer(number), due: now.advanced(byMilliseconds: wait))
        }
        for kind in configuration.kinds { within(kind) { schedule(kind) } }
        agenda.insert(.calm, due: calm)
    }

    private func perform(_ event: StormEvent) {
        switch event {
        case .up(let index): deliverUp(index)
        case .down(let index): deliverDown(index)
        case .serverOpen(let index): openAtServer(index)
        case .clientOpen(let index): openAtClient(index)
        case .refused(let index): refuse(index)
        case .client(let index): beat(index)
        case .newcomer(let index): arrive(index)
        case .strangerLeaves(let index): leaveAsStranger(index)
        case .read(let index): readAgain(index)
        case .fault(let kind): within(kind) { strike(kind) }
        case .healDisk: healDisk()
        case .restart: restart()
        case .lateClose(let index): if let link = links[index] { tellClose(link) }
        case .calm: calmDown()
        }
    }

    private func wakeServer() {
        let isCertain = !place.pointee.findPause()
        for connection in leaked { server.heard(connection, at: now) }
        server.wake(at: now)
        trace.note(.tick, server.loops.count, links.count, at: now)
        flush(isTick: true)
        checkGraces(isCertain: isCertain)
    }

    /// Something that must hold does not.
    func fail(_ what: String) {
        guard outcome.violation == nil else { return }
        outcome.violation = what
        outcome.violationSeconds = Double(now.nanoseconds(since: start)) / 1e9
        trace.note(.violation, 0, 0, at: now)
    }

    /// When a packet that is sent now arrives.
    func arrival() -> Instant {
        let way = network.int(
            in: configuration.leastWay * 1_000...configuration.mostWay * 1_000)
        return now.advanced(byNanoseconds: UInt64(way) * 1_000)
    }
}
