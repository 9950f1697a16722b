import UmpireLoop

/// What somebody at a terminal wants of a run that goes on; from any thread.
package final class RunControls: Sendable {
    private struct State {
        var stops = 0
        var isPaused = false
        var rateFactor = 1.0
    }

    private let state = Locked(State())

    /// Nothing wanted.
    package init() {}

    /// Asks all bots to leave; asked again, the run ends without goodbyes.
    package func stop() { state.withLock { $0.stops += 1 } }

    /// How often somebody asked to stop.
    package var stops: Int { state.withLock { $0.stops } }

    /// Whether nobody new comes for now.
    package var isPaused: Bool {
        get { state.withLock { $0.isPaused } }
        set { state.withLock { $0.isPaused = newValue } }
    }

    /// How many times faster bots come than the scenario says; kept within 0…1,000.
    package var rateFactor: Double {
        get { state.withLock { $0.rateFactor } }
        set {
            let factor = newValue.isFinite ? min(max(newValue, 0), 1_000) : 1
            state.withLock { $0.rateFactor = factor }
        }
    }

    /// The factor at which bots come now: 0 while paused.
    package var arrivalsFactor: Double {
        state.withLock { $0.isPaused ? 0 : $0.rateFactor }
    }
}
