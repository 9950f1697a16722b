import Testing
import UmpireBasics
import UmpireReport
import UmpireScenario

@Suite struct MeasuresTests {
    @Test("distributions that are merged are as one that took all values") func merging() {
        let seed: UInt64 = 11
        var random = GameRandom(seed: seed)
        var parts = [Measures](repeating: Measures(), count: 3)
        var whole = Measures()
        for index in 0..<9_000 {
            let value = random.int(in: 0...1 << random.int(in: 1...24))
            parts[index % 3].record(.snapshotGap, value)
            whole.record(.snapshotGap, value)
            parts[index % 3].count(.inputs)
        }
        parts[0].countClose(1_000)
        parts[2].countClose(1_000)
        parts[1].countRefusal("busy")
        parts[1].countLateArrival()
        var merged = Measures()
        for part in parts { merged.merge(part) }
        let (a, b) = (merged.distribution(.snapshotGap), whole.distribution(.snapshotGap))
        #expect(a.count == 9_000)
        #expect(MetricSummary(.snapshotGap, a) == MetricSummary(.snapshotGap, b), "seed \(seed)")
        #expect(merged.counter(.inputs) == 9_000)
        #expect(merged.closes == [1_000: 2])
        #expect(merged.refusals == ["busy": 1])
        #expect(merged.lateArrivals == 1)
    }

    @Test("least and greatest values are exact, percentiles to three digits") func digits() {
        var distribution = Distribution()
        #expect(distribution.max == 0 && distribution.min == 0 && distribution.mean == 0)
        for value in 1...100_003 { distribution.record(value) }
        distribution.record(-5)
        #expect(distribution.min == 0)
        #expect(distribution.max == 100_003)
        #expect((distribution.p50 - 50_000).magnitude <= 50)
        #expect((distribution.p99 - 99_000).magnitude <= 99)
    }

    @Test("a spectrum rises, has the tenths of each nine and ends at the greatest value")
    func spectrum() {
        var distribution = Distribution()
        for value in 1...1_000 { distribution.record(value) }
        let points = MetricSummary(.snapshotGap, distribution).spectrum
        let percents = points.map(\.percent)
        #expect(percents.prefix(11) == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 91])
        #expect(percents.suffix(4) == [99.7, 99.8, 99.9, 100])
        #expect(points.map(\.value) == points.map(\.value).sorted())
        #expect(points.last?.value == 1_000)
        #expect(MetricSummary(.connect, Distribution()).spectrum.isEmpty)
    }

    @Test("each second has its own percentiles and counts") func seconds() {
        var measures = Measures()
        var recorder = RunRecorder(Scenario(), mode: .virtual, scenarioText: "")
        for gap in [30_000, 90_000] {
            for step in 0..<100 { measures.record(.snapshotGap, gap + 10 * step) }
            measures.count(.snapshots, by: 100)
            measures.count(.bytesDown, by: gap)
            recorder.second(measures, present: 9, seated: 8)
        }
        recorder.second(measures, present: 7, seated: 6)
        let series = recorder.series
        #expect(series.count == 3)
        #expect(series[.snapshots] == [100, 100, 0])
        #expect(series[.bytesDown] == [30_000, 90_000, 0])
        #expect(series[.present] == [9, 9, 7])
        #expect(series[.seated] == [8, 8, 6])
        #expect(series[.effectP99] == [nil, nil, nil])
        // Steps of one part in 128: 30,500 and 90,500 to within 1 %.
        for (values, expected) in [
            (series[.gapP50], [30_500, 90_500]), (series[.gapP99], [30_990, 90_990]),
        ] {
            #expect(values[2] == nil)
            for (value, expected) in zip(values, expected) {
                #expect(((value ?? 0) - expected).magnitude < expected / 100)
            }
        }
    }

    @Test("a value beyond a minute is counted in the greatest step") func longest() {
        var measures = Measures()
        var recorder = RunRecorder(Scenario(), mode: .virtual, scenarioText: "")
        measures.record(.snapshotGap, .max)
        recorder.second(measures, present: 1, seated: 1)
        #expect((series(recorder).map { $0 > 66_000_000 }) == true)
    }

    private func series(_ recorder: RunRecorder) -> Int? { recorder.series.last(.gapP99) }
}
