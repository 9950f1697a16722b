package import UmpireBasics
import UmpireClient
package import UmpireGame
import UmpireNetwork
package import UmpireReport
package import UmpireScenario
import UmpireState

/// The bots of a scenario without sockets and clock: whoever drives them passes the time, tells
/// what happens to connections, and does what `orders` say.
///
/// The scenario's seed and the calls decide everything; the same of both give the same orders.
/// ```
///   driver ── wake, opened, received, lost ──▶ crowd ── orders ──▶ driver
///                                               └── measures, status ──▶ report, live view
/// ```
/// After each call, do the orders in turn and empty them, then wake it at `nextWake`.
package struct Crowd {
    /// What is to be done; empty it after each call with `orders.removeAll()`.
    package var orders = CrowdOrders()
    /// What was seen so far.
    package var measures = Measures()

    let scenario: Scenario
    let game: AnyGame
    let recordings: [String: RecordedInputs]
    let start: Instant
    let end: Instant
    let ownsServer: Bool
    let tickRate: UInt64
    let tickNanoseconds: UInt64
    /// Later than this after the one before, a snapshot is late.
    let lateGapMicroseconds: Int

    var bots = BotSlots<Bot>()
    /// Bots that came so far.
    var came = 0
    /// Bots whose connection was closed for good, and not by themselves.
    var castOut = 0
    var arrivals: ArrivalClock
    var alarms = Agenda<CrowdAlarm>()
    var beats = BeatQueue()
    var shares: RoomShares
    var groups = RoomGroups()
    var returning: [Int: ReturningBot] = [:]
    var lastReturning = 0
    var chance: GameRandom
    var forgiveness = Forgiveness()
    /// For what the bits of some of the snapshots were spent.
    var fields: FieldBits
    var isOver = false
    /// Scratch memory.
    var output = ClientOutput()
    var row: [UInt32] = []

    /// The bots of `scenario`, of which none has come at `start`.
    ///
    /// `recordings` are those that the scenario's brains name, by path. `ownsServer`: the driver
    /// carries out the scenario's chaos that needs it, so that its consequences are forgiven.
    package init(
        _ scenario: Scenario, game: AnyGame, recordings: [String: RecordedInputs] = [:],
        start: Instant, ownsServer: Bool
    ) {
        self.scenario = scenario
        self.game = game
        self.recordings = recordings
        self.start = start
        self.ownsServer = ownsServer
        end = start.advanced(bySeconds: scenario.seconds)
        tickRate = UInt64(game.info.tickRate)
        tickNanoseconds = 1_000_000_000 / tickRate
        lateGapMicroseconds = 3 * 1_000_000 / game.info.snapshotRate
        arrivals = ArrivalClock(scenario, start: start)
        fields = FieldBits(game.description)
        shares = RoomShares(game)
        chance = GameRandom(seed: scenario.seed, stream: 0xC0)
        for (index, chaos) in scenario.chaos.enumerated() {
            if chaos.needsOwnServer && !ownsServer { continue }
            alarms.insert(
                CrowdAlarm(kind: .chaos, bot: index, number: 0),
                due: start.advanced(bySeconds: chaos.atSeconds))
        }
    }

    /// By how much faster than the scenario says bots come, from now on; 0: none come.
    package var rateFactor: Double {
        get { arrivals.factor }
        set { arrivals.setFactor(newValue) }
    }

    /// When `wake` wants to be called; nil when everybody has said goodbye.
    package var nextWake: Instant? {
        if isOver { return nil }
        var next = end
        if let due = beats.next, due < next { next = due }
        if let due = alarms.next, due < next { next = due }
        if let due = arrivals.next, due < next { next = due }
        return next
    }

    /// `nextWake`, read in place: whoever holds a crowd in something larger would copy all of it.
    package mutating func findNextWake() -> Instant? { nextWake }

    /// How it stands.
    package func status(at now: Instant) -> CrowdStatus {
        var status = CrowdStatus()
        status.stage = isOver ? .over : .playing
        status.seconds = max(0, Double(now.nanoseconds(since: start)) / 1e9)
        status.allSeconds = scenario.seconds
        status.present = bots.count
        status.isExpectingMore = arrivals.next != nil
        status.rateFactor = rateFactor
        for slot in bots.indices where bots.holds(slot) {
            if bots[slot].canSend { status.connected += 1 }
            if bots[slot].isHostile {
                status.hostile += 1
            } else if bots[slot].isSettled {
                status.seated += 1
            } else {
                status.waiting += 1
            }
        }
        return status
    }
}

extension Instant {
    /// The instant `seconds` later; a number below 0, or none, counts as 0.
    func advanced(bySeconds seconds: Double) -> Instant {
        seconds > 0 ? advanced(byNanoseconds: UInt64(min(seconds, 1e8) * 1e9)) : self
    }
}
