import UmpireBasics
package import UmpireGame
import UmpireNetwork
import UmpireProtocol
package import UmpireReport
package import UmpireScenario
import UmpireVirtual

/// A scenario's bots and a whole server in one thread, on a virtual network and in virtual time.
///
/// Nothing in it waits, so that a run is as fast as the machine. The same scenario gives the same
/// run and the same report, to the last byte, on every machine.
/// ```
///   crowd ── orders ──▶ network (two shaped lanes a connection) ──▶ virtual server
///     ▲                                                                │
///     └──────────── packets ◀── network ◀── sends, back-pressure ◀─────┘
/// ```
package struct VirtualBots {
    let scenario: Scenario
    let game: AnyGame
    let start = Instant(nanoseconds: 1_000_000_000)
    private(set) var end: Instant
    /// Time for goodbyes to arrive, and for the grace of those who could say none.
    private var last: Instant
    var now: Instant
    var crowd: Crowd
    var server: VirtualServer
    var network: VirtualNetwork
    var alarms = Agenda<VirtualAlarm>()
    var recorder: RunRecorder
    /// The wire of each bot's slot.
    var wireOfBot: [Int?] = []
    /// The wire of each of the server's connections, which are numbered from 0.
    var wireOfConnection: [Int32] = []
    /// Changes the bytes of a snapshot on its way to a bot; for tests of what bots do about it.
    package var tamper: ((_ bot: Int, _ frame: inout [UInt8]) -> Void)?
    /// Scratch memory.
    var sends = VirtualSends()
    var orders = CrowdOrders()
    var frame: [UInt8] = []
    private var second = 0

    /// A run that has not begun; `scenarioText` is the scenario's file, for the report.
    package init(
        _ scenario: Scenario, scenarioText: String = "", game: AnyGame,
        recordings: [String: RecordedInputs] = [:]
    ) {
        self.scenario = scenario
        self.game = game
        now = start
        end = start.advanced(bySeconds: scenario.seconds)
        last = end.advanced(byMilliseconds: UInt64(game.info.graceSeconds + 20) * 1_000)
        crowd = Crowd(
            scenario, game: game, recordings: recordings, start: start, ownsServer: true)
        var configuration = VirtualServerConfiguration()
        configuration.loops = scenario.server.loops
        configuration.botSeats = scenario.server.botSeats
        configuration.hasStandingRoom = false
        server = VirtualServer(
            game, configuration, seed: GameRandom.mix(scenario.seed, 1), at: start)
        network = VirtualNetwork(seed: GameRandom.mix(scenario.seed, 2))
        recorder = RunRecorder(scenario, mode: .virtual, scenarioText: scenarioText)
        for (index, chaos) in scenario.chaos.enumerated() where chaos.needsOwnServer {
            alarms.insert(.chaos(index), due: start.advanced(bySeconds: chaos.atSeconds))
        }
    }

    /// Plays it all; `eachSecond` is called at the end of each virtual second, and what somebody
    /// wants by `controls` is looked at then.
    package mutating func run(
        controls: RunControls? = nil, eachSecond: (CrowdStatus, Measures) -> Void = { _, _ in }
    ) -> RunReport {
        while let next = findNextInstant(), next <= last, !isDone() {
            if next > now { now = next }
            while now >= nextSecond, nextSecond <= end {
                tellSecond(eachSecond)
                if let controls { obey(controls) }
            }
            turn()
        }
        while nextSecond <= end { tellSecond(eachSecond) }
        crowd.measures.set(.leftBehind, to: held)
        return recorder.finish(
            crowd.measures, seconds: Double(end.nanoseconds(since: start)) / 1e9,
            fields: crowd.fieldShares)
    }

    private mutating func obey(_ controls: RunControls) {
        if controls.stops > 0, end > now {
            last = now.advanced(byNanoseconds: UInt64(last.nanoseconds(since: end)))
            end = now
            crowd.stop(at: now)
            performOrders()
        }
        guard controls.arrivalsFactor != crowd.rateFactor else { return }
        // Woken first: the new rate counts from there.
        crowd.wake(at: now)
        crowd.rateFactor = controls.arrivalsFactor
        performOrders()
    }

    /// What the server holds of people.
    private var held: Int { server.heldConnections + server.heldSessions }

    private mutating func isDone() -> Bool {
        // Asked each turn, and mostly answered by the first.
        crowd.isOver && network.count == 0 && held == 0
    }

    private var nextSecond: Instant { start.advanced(byMilliseconds: UInt64(second + 1) * 1_000) }

    private mutating func tellSecond(_ eachSecond: (CrowdStatus, Measures) -> Void) {
        let status = crowd.status(at: nextSecond)
        second += 1
        recorder.second(crowd.measures, present: status.present, seated: status.seated)
        eachSecond(status, crowd.measures)
    }

    /// Changing only for the compiler: to read a computed property here copies the whole run.
    private mutating func findNextInstant() -> Instant? {
        var next = network.next
        if let due = server.findNextWake(), due < next ?? .distant { next = due }
        if let due = crowd.findNextWake(), due < next ?? .distant { next = due }
        if let due = alarms.next, due < next ?? .distant { next = due }
        return next
    }

    /// Does everything that is due now.
    private mutating func turn() {
        while let alarm = alarms.take(at: now)?.item { ring(alarm) }
        while let arrival = network.take(at: now) {
            switch arrival.end {
            case .server: deliverToServer(arrival)
            case .client: deliverToBot(arrival)
            }
            network.chunks.release(Int(arrival.packet.chunk))
        }
        if let due = server.findNextWake(), due <= now {
            server.wake(at: now)
            performSends()
        }
        if let due = crowd.findNextWake(), due <= now {
            crowd.wake(at: now)
            performOrders()
        }
    }
}

extension Instant {
    /// Later than all others.
    static var distant: Instant { Instant(nanoseconds: .max) }
}
