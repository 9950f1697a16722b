import Testing
import UmpireReport
import UmpireScenario

@Suite struct RunResultTests {
    private func report(_ fill: (inout Measures) -> Void) -> RunReport {
        var scenario = Scenario()
        scenario.expectations = [
            Expected(.snapshotGap, .percentile(99), .less, 40_000, text: "a"),
            Expected(.seats, .count, .equal, 1, text: "b"),
        ]
        var measures = Measures()
        measures.count(.seats)
        measures.record(.snapshotGap, 30_000)
        measures.record(.generatorLateness, 50)
        fill(&measures)
        return RunRecorder(scenario, mode: .inProcess, scenarioText: "")
            .finish(measures, seconds: 1)
    }

    @Test("every result has its exit code") func codes() {
        #expect(RunResult.allCases.map(\.exitCode) == [0, 1, 2, 3])
    }

    @Test("a time that fails on a slow machine is the machine's; a counter is not") func limited() {
        #expect(report { _ in }.result == .passed)
        let slowGap = report { $0.record(.snapshotGap, 90_000) }
        #expect(slowGap.result == .failed)
        #expect(slowGap.notes.isEmpty)
        let late = report { $0.record(.generatorLateness, 10_100) }
        #expect(late.result == .passed)
        #expect(late.isGeneratorLimited)
        #expect(
            late.notes == [
                "Limited by the load generator: one action in a hundred came 10.1 ms late or more; "
                    + "use fewer bots or a faster machine."
            ])
        let both = report {
            $0.record(.generatorLateness, 10_100)
            $0.record(.snapshotGap, 90_000)
        }
        #expect(both.result == .limitedByGenerator)
        let wrong = report {
            $0.record(.generatorLateness, 10_100)
            $0.count(.mismatches)
        }
        #expect(wrong.result == .failed)
    }

    @Test("bots that came too late for the machine limit the run, too many bots do not")
    func arrivals() {
        let late = report { $0.countLateArrival() }
        #expect(late.result == .limitedByGenerator)
        #expect(late.counters["arrivals.dropped"] == 1)
        #expect(late.notes.first?.contains("1 bot could not come in time") == true)
        #expect(report { $0.count(.arrivalsDropped) }.result == .passed)
    }
}
