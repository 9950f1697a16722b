package import Logging
import UmpireBasics
package import UmpireGame
import UmpireLoop
import UmpireNetwork
package import UmpireReport
package import UmpireScenario
import UmpireServer

/// A scenario's bots on real sockets, and the server that they play on: in one process, on threads
/// of their own.
package struct InProcessBots: Sendable {
    private let scenario: Scenario
    private let game: AnyGame
    private let recordings: [String: RecordedInputs]
    private let scenarioText: String
    private let logger: Logger

    /// A run that has not begun; `logger` is the server's.
    package init(
        _ scenario: Scenario, game: AnyGame, recordings: [String: RecordedInputs] = [:],
        scenarioText: String = "", logger: Logger
    ) {
        self.scenario = scenario
        self.game = game
        self.recordings = recordings
        self.scenarioText = scenarioText
        self.logger = logger
    }

    /// Plays it all and returns when every bot has said goodbye and the server has stopped; blocks:
    /// never call it on a loop.
    ///
    /// `eachSecond` is called on the bots' thread.
    package func run(
        controls: RunControls = RunControls(),
        eachSecond: @escaping @Sendable (CrowdStatus, Measures) -> Void = { _, _ in }
    ) throws(SocketFailure) -> RunReport {
        for chaos in scenario.chaos {
            if case .clockJump = chaos.kind { throw .needsVirtualTime(chaos.kind.name) }
        }
        var configuration = ServerConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.loops = scenario.server.loops
        configuration.bots = scenario.server.botSeats
        configuration.handlesSignals = false
        let server = try InProcessServer(game, configuration, controls, logger: logger)
        defer { server.end() }
        guard let address = ServerAddress("ws://127.0.0.1:\(server.port)") else {
            throw .badAddress("port \(server.port)")
        }
        let run = SocketRun(
            scenario: scenario, game: game, recordings: recordings,
            recorder: RunRecorder(scenario, mode: .inProcess, scenarioText: scenarioText),
            targets: try SocketTarget.find([address], SocketOptions()), controls: controls,
            hitServer: { server.hit($0) }, eachSecond: eachSecond)
        var outcome = try run.play()
        if let failure = server.settle() { throw failure }
        outcome.measures.set(
            .leftBehind, to: server.left(withinSeconds: game.info.graceSeconds + 2).total)
        return outcome.report()
    }
}
