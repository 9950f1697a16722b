import UmpireGame
import UmpireLoop
import UmpireNetwork
import UmpireReport
import UmpireScenario

/// Everything that a run on real sockets is made of, before its thread starts.
struct SocketRun: Sendable {
    let scenario: Scenario
    let game: AnyGame
    let recordings: [String: RecordedInputs]
    var recorder: RunRecorder
    var targets: [SocketTarget]
    let controls: RunControls
    /// Does to the server what the scenario's chaos says; nil where it is somebody else's.
    var hitServer: (@Sendable (Chaos.Kind) -> Void)?
    let eachSecond: @Sendable (CrowdStatus, Measures) -> Void

    /// Whether a connection of the scenario may stop to be read at some time.
    var mayStopReading: Bool {
        scenario.chaos.contains { chaos in
            if case .cut(_, .stopReading) = chaos.kind { true } else { false }
        }
    }

    /// Plays it all on a thread of its own, and returns when everybody has left.
    func play() throws(SocketFailure) -> SocketOutcome {
        let box = SocketOutcomeBox()
        // Each bot needs one, and in this process the server another.
        DescriptorLimit.raise()
        do {
            let thread = try LoopThread.start(name: "bots") { loop in
                let driver = try SocketDriver(on: loop, self) { result in
                    box.result.withLock { $0 = result }
                }
                driver.knock()
            }
            try thread.join()
        } catch {
            throw .broken("\(error)")
        }
        guard let result = box.result.withLock({ $0 }) else { throw .interrupted }
        return try result.get()
    }
}

/// What a run on real sockets leaves behind.
struct SocketOutcome: Sendable {
    var recorder: RunRecorder
    var measures: Measures
    var seconds: Double
    var fields: [FieldShare]
    var notes: [String]

    /// The report of it all.
    func report() -> RunReport {
        recorder.finish(
            measures, seconds: seconds, fields: fields, notes: notes, wallSeconds: seconds)
    }
}

/// Where the bots' thread leaves its outcome.
private final class SocketOutcomeBox: Sendable {
    let result = Locked<Result<SocketOutcome, SocketFailure>?>(nil)
}
