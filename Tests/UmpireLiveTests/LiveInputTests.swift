import Testing
import UmpireReport
import UmpireScenario

/// How measures become what is shown.
@Suite("What the live view knows of a run") struct LiveInputTests {
    /// `Testing` has a type of this name too.
    private typealias Expectation = UmpireScenario.Expectation

    private func input(
        _ expectation: Expectation, _ change: (inout Measures) -> Void = { _ in }
    ) -> LiveInput.Expected? {
        var scenario = Scenario()
        scenario.expectations = [expectation]
        var measures = Measures()
        change(&measures)
        return LiveInput(scenario, measures, LiveHistory(), seconds: 10).expectations.first
    }

    private func expect(
        _ metric: Metric, _ statistic: Expectation.Statistic, _ comparison: Expectation.Comparison,
        _ threshold: Double
    ) -> Expectation {
        Expectation(metric, statistic, comparison, threshold, text: "it")
    }

    @Test("what only grows and is too much is broken for good") func broken() {
        let none = expect(.mismatches, .count, .equal, 0)
        #expect(input(none)?.standing == .held)
        #expect(input(none) { $0.count(.mismatches) }?.standing == .broken)
        let gap = expect(.snapshotGap, .max, .less, 40_000)
        #expect(input(gap) { $0.record(.snapshotGap, 50_000) }?.standing == .broken)
        let least = expect(.snapshotGap, .min, .greater, 40_000)
        #expect(input(least) { $0.record(.snapshotGap, 30_000) }?.standing == .broken)
    }

    @Test("what may still come is not yet there") func notYet() {
        let returns = expect(.returns, .count, .greaterOrEqual, 2)
        #expect(input(returns)?.standing == .notYet)
        #expect(input(returns) { $0.count(.returns, by: 2) }?.standing == .held)
        let exactly = expect(.seats, .count, .equal, 2)
        #expect(input(exactly) { $0.count(.seats) }?.standing == .notYet)
        #expect(input(exactly) { $0.count(.seats, by: 3) }?.standing == .broken)
        let gap = expect(.snapshotGap, .percentile(99), .less, 40_000)
        #expect(input(gap)?.standing == .notYet)
        #expect(input(gap)?.value == "-")
        #expect(input(gap) { $0.record(.snapshotGap, 50_000) }?.standing == .notYet)
        #expect(input(gap) { $0.record(.snapshotGap, 30_000) }?.standing == .held)
        let missing = expect(.seatsMissing, .count, .equal, 0)
        #expect(input(missing) { $0.set(.seatsMissing, to: 3) }?.standing == .notYet)
    }

    @Test("defaults are shown with the scenario's own") func defaults() {
        let input = LiveInput(Scenario(), Measures(), LiveHistory(), seconds: 0)
        #expect(input.expectations.contains { $0.text == "mismatches == 0" })
    }

    @Test("each second is told from the one before, for a minute") func history() {
        var measures = Measures()
        var history = LiveHistory()
        for second in 1...70 {
            measures.count(.snapshots, by: second)
            measures.count(.arrivals, by: 3)
            measures.record(.snapshotGap, second == 70 ? 99_000 : 1_000)
            history.second(measures)
        }
        #expect(history.arrivalsPerSecond == 3)
        history.second(measures)
        #expect(history.arrivalsPerSecond == 0)
        let input = LiveInput(Scenario(), measures, history, seconds: 71)
        let text = LiveView.frame(
            input, width: 120, height: 40, style: LiveStyle(hasColour: false, isUnicode: false))
        let gaps = text.split(separator: "\n").first { $0.hasPrefix("gap p99") }
        // 58 seconds of little, one of much, and one without a gap, which ends the line.
        #expect(gaps?.hasSuffix(String(repeating: ".", count: 58) + "#") == true)
        #expect(gaps?.dropFirst(7).first { $0 != " " } == "-")
    }

    @Test("a line of text says how it goes") func line() {
        #expect(
            InventedRun.input.line
                == "17 s: 198 of 200 bots seated, 5,984 snapshots/s, gap p99 41.8 ms, "
                + "effect p99 88 ms, 3 of 7 expectations held")
    }

    @Test("a line of JSON is one line, with escapes for what is not text") func json() {
        var input = InventedRun.input
        input.expectations = [LiveInput.Expected("a \"b\"\n  c", value: "0", .held)]
        let json = input.json
        #expect(!json.contains("\n"))
        #expect(json.hasPrefix("{") && json.hasSuffix("}"))
        #expect(json.contains(#""text": "a \"b\"\n  c""#))
        #expect(json.contains(#""type": "second""#))
        #expect(json.contains(#""drops": 12"#))
        #expect(json.contains(#""gapP99": 41800"#))
    }

    @Test("a report in one line reads as the same report") func reportLine() throws {
        var recorder = RunRecorder(Scenario(), mode: .virtual, scenarioText: "a:\n  b: \"c\"\n")
        recorder.second(Measures(), present: 1, seated: 1)
        let report = recorder.finish(Measures(), seconds: 1)
        #expect(!report.jsonLine.contains("\n"))
        #expect(try RunReport(json: Array(report.jsonLine.utf8)) == report)
    }
}
