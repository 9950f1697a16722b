import Testing
import UmpireReport
import UmpireScenario

@Suite struct RunComparisonTests {
    private let style = LiveStyle(hasColour: false, isUnicode: true)

    private func report(_ fill: (inout Measures) -> Void) -> RunReport {
        var scenario = Scenario()
        scenario.expectations = [
            Expected(.snapshotGap, .max, .less, 40_000, text: "snapshot.gap max < 40 ms")
        ]
        var measures = Measures()
        fill(&measures)
        return RunRecorder(scenario, mode: .virtual, scenarioText: "x").finish(measures, seconds: 1)
    }

    @Test("numbers are compared one by one, and what is worse is said") func numbers() {
        let before = report {
            $0.record(.snapshotGap, 30_000)
            $0.record(.inputLead, 3)
            $0.count(.bytesDown, by: 2_000)
        }
        let after = report {
            $0.record(.snapshotGap, 45_000)
            $0.record(.inputLead, 4)
            $0.count(.bytesDown, by: 1_000)
            $0.count(.mismatches)
        }
        let lines = RunComparison(before, after).text(style).split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("snapshot.gap p50 30.0 ms 45.0 ms +15 ms +50 % worse"))
        #expect(lines.contains("max 30.0 ms 45.0 ms +15 ms +50 % worse"))
        #expect(lines.contains("input.lead p50 3 ticks 4 ticks +1 tick +33.3 %"))
        #expect(lines.contains("bytes.down 2.00 kB 1.00 kB -1 kB -50 % better"))
        #expect(lines.contains("mismatches 0 1 +1 worse"))
        #expect(
            lines.contains(
                "now FAILED: snapshot.gap max was 45 ms, 5 ms over the 40 ms expected"))
        #expect(!lines.contains { $0.hasPrefix("NOT COMPARABLE") })
        let back = RunComparison(after, before).text(style)
        #expect(back.contains("now holds: snapshot.gap max was 30 ms (< 40 ms)"))
    }

    @Test("equal runs have nothing to tell") func equal() {
        let one = report { $0.record(.snapshotGap, 30_000) }
        let text = RunComparison(one, one).text(style)
        #expect(text.contains("All counters are equal."))
        #expect(text.contains("All expectations came out the same."))
        #expect(!text.contains("worse") && !text.contains("better"))
    }

    @Test("runs of other scenarios or modes are said not to be comparable") func obstacles() {
        let one = report { $0.record(.snapshotGap, 30_000) }
        var other = one
        other.mode = .sockets
        other.scenarioText = "y"
        other.isGeneratorLimited = true
        #expect(RunComparison(one, one).obstacles.isEmpty)
        #expect(RunComparison(one, other).obstacles.count == 3)
        #expect(RunComparison(one, other).text(style).contains("NOT COMPARABLE\n  The runs are of"))
        let text = RunComparison(report { $0.record(.snapshotGap, 60_000) }, other).text(style)
        #expect(!text.contains("better") && text.contains("-30 ms"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
