import UmpireBasics
import UmpireReport
import UmpireScenario

/// A run of bots that nobody ran: its numbers come by chance from a seed.
struct SampleRun {
    var scenario = Scenario()
    var mode = RunMode.virtual
    var text = "name: smoke\nseed: 7\n"
    var seconds = 60
    var fields: [FieldShare] = []
    var notes: [String] = []
    var measures = Measures()

    init(seed: UInt64 = 7) {
        scenario.name = "smoke"
        scenario.about = "Eight bots play for a minute; one of the lines is poor."
        scenario.seed = seed
        scenario.expectations = [
            Expectation(
                .snapshotGap, .percentile(99), .less, 40_000, text: "snapshot.gap p99 < 40 ms"),
            Expectation(.seats, .count, .greaterOrEqual, 8, text: "seats >= 8"),
        ]
    }

    /// Plays it second by second and makes the report.
    mutating func report(wallSeconds: Double? = nil) -> RunReport {
        var random = GameRandom(seed: scenario.seed)
        var recorder = RunRecorder(scenario, mode: mode, scenarioText: text)
        for second in 0..<seconds {
            play(second, &random)
            recorder.second(measures, present: min(8, 1 + 4 * second), seated: min(8, 4 * second))
        }
        let numbers: [(Metric, Int)] = [
            (.arrivals, 8), (.seats, 8), (.seatsAtEnd, 8), (.connections, 11), (.drops, 3),
            (.returns, 3), (.hashChecks, measures.counter(.snapshots)),
        ]
        for (metric, number) in numbers { measures.set(metric, to: number) }
        return recorder.finish(
            measures, seconds: Double(seconds), fields: fields, notes: notes,
            wallSeconds: wallSeconds)
    }

    private mutating func play(_ second: Int, _ random: inout GameRandom) {
        let isPoor = second % 20 == 13
        for _ in 0..<min(8, 4 * second) * 30 {
            let tail = random.int(in: 0...199) == 0 ? random.int(in: 0...40_000) : 0
            let gap = 31_000 + random.int(in: 0...5_000) + tail
            measures.record(.snapshotGap, isPoor ? 2 * gap : gap)
            measures.record(.inputToEffect, 48_000 + random.int(in: 0...40_000) + 2 * tail)
            measures.record(.snapshotAge, 900 + random.int(in: 0...6_000) + tail / 2)
            measures.record(.generatorLateness, random.int(in: 0...90))
            measures.record(.deltaBytes, random.int(in: 30...90))
            measures.record(.inputLead, random.int(in: 0...4))
            for metric in [Metric.snapshots, .inputs, .framesUp, .framesDown] {
                measures.count(metric)
            }
            measures.count(.bytesUp, by: 14)
            measures.count(.bytesDown, by: random.int(in: 30...90))
        }
        if isPoor { measures.record(.returnTime, random.int(in: 400_000...1_300_000)) }
    }
}
