package import UmpireGame
import UmpireNetwork
package import UmpireReport
package import UmpireScenario

/// A scenario's bots on real WebSockets, all on one thread, against a server that runs elsewhere.
package struct SocketBots: Sendable {
    private let scenario: Scenario
    private let game: AnyGame
    private let recordings: [String: RecordedInputs]
    private let scenarioText: String

    /// A run that has not begun; `scenarioText` is the scenario's file for the report.
    package init(
        _ scenario: Scenario, game: AnyGame, recordings: [String: RecordedInputs] = [:],
        scenarioText: String = ""
    ) {
        self.scenario = scenario
        self.game = game
        self.recordings = recordings
        self.scenarioText = scenarioText
    }

    /// Plays it all and returns when every bot has said goodbye; blocks: never call it on a loop.
    ///
    /// Bots take the addresses in turn. `eachSecond` is called on the bots' thread.
    package func run(
        against addresses: [String], options: SocketOptions = SocketOptions(),
        controls: RunControls = RunControls(),
        eachSecond: @escaping @Sendable (CrowdStatus, Measures) -> Void = { _, _ in }
    ) throws(SocketFailure) -> RunReport {
        if let chaos = scenario.chaos.first(where: \.needsOwnServer) {
            throw .foreignServer(chaos.kind.name)
        }
        var found: [ServerAddress] = []
        for text in addresses {
            guard let address = ServerAddress(text) else { throw .badAddress(text) }
            found.append(address)
        }
        let run = SocketRun(
            scenario: scenario, game: game, recordings: recordings,
            recorder: RunRecorder(scenario, mode: .sockets, scenarioText: scenarioText),
            targets: try SocketTarget.find(found, options), controls: controls,
            eachSecond: eachSecond)
        return try run.play().report()
    }
}

extension Chaos.Kind {
    /// What messages call it.
    var name: String {
        switch self {
        case .drain: "drain"
        case .pause: "pause"
        case .kill: "kill"
        case .clockJump: "clock jump"
        case .cut: "cut"
        }
    }
}
