import Testing
import UmpireReport
import UmpireScenario

@Suite struct ExpectationOutcomeTests {
    private func outcome(
        _ expectation: Expected, _ fill: (inout Measures) -> Void
    ) throws -> ExpectationOutcome {
        var scenario = Scenario()
        scenario.expectations = [expectation]
        var measures = Measures()
        fill(&measures)
        let report = RunRecorder(scenario, mode: .virtual, scenarioText: "")
            .finish(measures, seconds: 10)
        return try #require(report.expectations.first)
    }

    private func words(
        _ metric: Metric, _ statistic: Expected.Statistic, _ comparison: Expected.Comparison,
        _ threshold: Double, _ values: [Int]
    ) throws -> String {
        try outcome(Expected(metric, statistic, comparison, threshold, text: "")) { measures in
            for value in values { measures.record(metric, value) }
        }.words
    }

    @Test("an outcome says what came out and by how much it is missed") func distributions() throws
    {
        let gaps = [31_000, 33_000, 61_200]
        #expect(
            try words(.snapshotGap, .percentile(99), .less, 40_000, gaps)
                == "snapshot.gap p99 was 61.2 ms, 21.2 ms over the 40 ms expected")
        #expect(
            try words(.snapshotGap, .percentile(50), .less, 40_000, gaps)
                == "snapshot.gap p50 was 33 ms (< 40 ms)")
        #expect(
            try words(.snapshotGap, .min, .greater, 2_000_000, gaps)
                == "snapshot.gap min was 31 ms, 1.97 s under the 2 s expected")
        #expect(
            try words(.snapshotGap, .max, .less, 61_200, gaps)
                == "snapshot.gap max was 61.2 ms, not below the 61.2 ms expected")
        #expect(
            try words(.deltaBytes, .mean, .lessOrEqual, 100, [100, 200])
                == "delta.bytes mean was 150 B, 50 B over the 100 B expected")
        #expect(
            try words(.inputLead, .max, .equal, 1, [3])
                == "input.lead max was 3 ticks, 2 ticks over the 1 tick expected")
        #expect(
            try words(.snapshotGap, .count, .greaterOrEqual, 4, gaps)
                == "snapshot.gap count was 3, 1 under the 4 expected")
        #expect(
            try words(.snapshotGap, .perSecond, .greaterOrEqual, 0.3, gaps)
                == "snapshot.gap per second was 0.3 (>= 0.3)")
    }

    @Test("nothing measured is no time of nothing: it fails") func nothing() throws {
        let outcome = try outcome(
            Expected(.returnTime, .percentile(99), .less, 1_000, text: "return.time p99 < 1 ms")
        ) { _ in }
        #expect(!outcome.held)
        #expect(outcome.actual == nil)
        #expect(outcome.words == "return.time p99 was not measured: no value came in the whole run")
    }

    @Test("a counter is compared as it is and by the second") func counters() throws {
        let value = try outcome(Expected(.mismatches, .count, .equal, 0, text: "")) {
            $0.count(.mismatches, by: 3)
        }
        #expect(value.words == "mismatches was 3, 3 over the 0 expected")
        #expect(value.missedBy == 3)
        let rate = try outcome(Expected(.inputs, .perSecond, .greater, 200, text: "")) {
            $0.count(.inputs, by: 1_995)
        }
        #expect(rate.words == "inputs per second was 199.5, 0.5 under the 200 expected")
    }

    @Test("the defaults are expected too, unless the scenario names their metric") func defaults() {
        var scenario = Scenario()
        scenario.expectations = [Expected(.closes, .count, .less, 5, text: "closes < 5")]
        var measures = Measures()
        measures.count(.closes, by: 4)
        let report = RunRecorder(scenario, mode: .virtual, scenarioText: "")
            .finish(measures, seconds: 1)
        #expect(report.result == .passed)
        #expect(report.expectations.count { $0.metric == "closes" } == 1)
        #expect(report.expectations.contains { $0.metric == "mismatches" })
    }
}
