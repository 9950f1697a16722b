import UmpireBots
import UmpireLoop
import UmpireReport
import UmpireScenario

/// What goes from the thread of the bots to the one that shows it.
final class LiveFeed: Sendable {
    private struct State {
        var history = LiveHistory()
        var status = CrowdStatus()
        var measures: Measures?
        var version = 0
        var isOver = false
        var wereArrivalsChanged = false
        var taken: ContinuousClock.Instant?
        var lastSecond: ContinuousClock.Instant?
    }

    private let scenario: Scenario
    private let isVirtual: Bool
    private let mode: String
    private let begun = ContinuousClock.now
    private let state = Locked(State())

    init(_ scenario: Scenario, mode: String, isVirtual: Bool) {
        self.scenario = scenario
        self.mode = mode
        self.isVirtual = isVirtual
    }

    /// Takes a second of the run in; costs some microseconds, and a copy of the measures at most
    /// five times a second, however fast virtual time goes.
    func second(_ status: CrowdStatus, _ measures: Measures) {
        let now = ContinuousClock.now
        state.withLock { state in
            state.history.second(measures)
            state.lastSecond = now
            if let taken = state.taken, now - taken < .milliseconds(200) { return }
            state.taken = now
            state.status = status
            state.measures = measures
            state.version += 1
        }
    }

    /// Says that the run is over, so that nothing more is shown.
    func end() { state.withLock { $0.isOver = true } }

    /// Whether the run is over.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Notes that somebody changed the arrivals.
    func noteChangedArrivals() { state.withLock { $0.wereArrivalsChanged = true } }

    /// Whether somebody changed the arrivals.
    var wereArrivalsChanged: Bool { state.withLock { $0.wereArrivalsChanged } }

    /// Grows with each newer input.
    var version: Int { state.withLock { $0.version } }

    /// What is to be shown.
    func input(_ controls: RunControls) -> LiveInput {
        let (history, status, seen) = state.withLock { ($0.history, $0.status, $0.measures) }
        var measures = seen ?? Measures()
        // Were this the end, these would be the seats.
        measures.set(.seatsAtEnd, to: status.seated)
        var input = LiveInput(scenario, measures, history, seconds: status.seconds)
        input.mode = mode
        input.present = status.present
        input.seated = status.seated
        input.rateFactor = controls.rateFactor
        input.isPaused = controls.isPaused
        input.isEnding = controls.stops > 0
        let lastSecond = state.withLock { $0.lastSecond }
        // Bots that broke off cannot say goodbye: the server keeps their seats for their grace.
        input.isWaiting = lastSecond.map { ContinuousClock.now - $0 > .seconds(3) } ?? false
        let wall = (ContinuousClock.now - begun) / .seconds(1)
        if isVirtual, wall > 0 { input.speed = status.seconds / wall }
        return input
    }
}
