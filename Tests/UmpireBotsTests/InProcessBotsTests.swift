import Logging
import Testing
import UmpireBots
import UmpireGame
import UmpireNetwork
import UmpireReport
import UmpireScenario

@Suite("bots and their server in one process")
struct InProcessBotsTests {
    private func scenario(bots: Int, seconds: Double, _ chaos: [Chaos] = []) -> Scenario {
        var scenario = Scenario()
        scenario.seconds = seconds
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: 0.2, bots: bots)]
        scenario.chaos = chaos
        return scenario
    }

    private func play(_ scenario: Scenario) throws -> RunReport {
        try InProcessBots(
            scenario, game: AnyGame(Orbit.self),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).run()
    }

    @Test("everybody plays, leaves, and nothing is left behind")
    func playing() throws {
        var scenario = scenario(bots: 12, seconds: 3)
        scenario.server.loops = 2
        let report = try play(scenario)
        #expect(report.result == .passed, "\(report.failures) \(report.notes)")
        #expect(report.mode == .inProcess)
        #expect(report.counters["seats.at.end"] == 12)
        #expect(report.counters["left.behind"] == 0)
    }

    @Test("after a deploy everybody plays again")
    func drain() throws {
        let report = try play(scenario(bots: 8, seconds: 8, [Chaos(atSeconds: 2, kind: .drain)]))
        #expect(report.closes[1012] == 8, "\(report.closes) \(report.notes)")
        #expect(report.counters["seats.at.end"] == 8, "\(report.counters) \(report.notes)")
        #expect(report.counters["seats.missing"] == 0)
        #expect(report.counters["left.behind"] == 0)
        #expect(report.counters["mismatches"] == 0)
    }

    @Test("after the server died everybody plays again")
    func kill() throws {
        let report = try play(scenario(bots: 8, seconds: 8, [Chaos(atSeconds: 2, kind: .kill)]))
        // Nobody was told; the tokens of the dead server's seats mean nothing to the new one.
        #expect(report.closes == [4403: 8], "\(report.notes)")
        #expect(report.counters["seats.at.end"] == 8, "\(report.counters) \(report.notes)")
        #expect(report.counters["left.behind"] == 0)
    }

    @Test("while the server stands still nobody is lost")
    func pause() throws {
        let chaos = Chaos(atSeconds: 1.5, kind: .pause(milliseconds: 700))
        let report = try play(scenario(bots: 8, seconds: 4, [chaos]))
        #expect(report.counters["seats.at.end"] == 8, "\(report.counters) \(report.notes)")
        #expect(report.counters["breaks"] == 0)
        let gap = try #require(report.metrics.first { $0.metric == .snapshotGap })
        #expect(gap.max >= 600_000)
    }

    @Test("a clock that jumps is left to virtual time")
    func clockJump() {
        let chaos = Chaos(atSeconds: 1, kind: .clockJump(milliseconds: 100))
        #expect(throws: SocketFailure.needsVirtualTime("clock jump")) {
            try play(scenario(bots: 2, seconds: 2, [chaos]))
        }
    }
}
