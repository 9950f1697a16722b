import UmpireBots
import UmpireGame
import UmpireNetwork
import UmpireReport
import UmpireScenario

/// A short way to run scenarios of the small game.
struct VirtualRun {
    let report: RunReport

    init(_ scenario: Scenario) {
        var bots = VirtualBots(scenario, scenarioText: "", game: AnyGame(Orbit.self))
        report = bots.run()
    }

    func counter(_ metric: Metric) -> Int { report.counters[metric.name] ?? -1 }

    func summary(_ metric: Metric) -> MetricSummary? {
        report.metrics.first { $0.metric == metric }
    }

    /// Whether nothing happened that must not, in a run without hostile bots and chaos.
    var isClean: Bool { troubles.allSatisfy { counter($0) == 0 } && counter(.hashChecks) > 0 }

    private var troubles: [Metric] {
        [
            .mismatches, .returnsStray, .connectionsFailed, .breaks, .seatsMissing, .resyncs,
            .leftBehind, .closes, .refusals,
        ]
    }

    /// What to say when an expectation fails.
    var story: String {
        let counters = report.counters.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        return "\(counters.map { "\($0.key) \($0.value)" }) \(report.closes) \(report.refusals)"
    }
}

extension Scenario {
    /// So many bots on a good network, all there after a second.
    static func some(_ bots: Int, seconds: Double, seed: UInt64) -> Scenario {
        var scenario = Scenario()
        scenario.seed = seed
        scenario.seconds = seconds
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: 1, bots: bots)]
        var network = NetworkProfile(rttMilliseconds: 40)
        network.jitter = .uniform(0, 5)
        scenario.networks = [Share(1, network)]
        return scenario
    }
}
