import Testing
import UmpireScenario

import struct UmpireScenario.Expectation

@Suite("Expectations") struct ExpectationTests {
    struct Meaning {
        let text: String
        let metric: Metric
        let statistic: Expectation.Statistic
        let comparison: Expectation.Comparison
        let threshold: Double

        init(
            _ text: String, _ metric: Metric, _ statistic: Expectation.Statistic,
            _ comparison: Expectation.Comparison, _ threshold: Double
        ) {
            self.text = text
            self.metric = metric
            self.statistic = statistic
            self.comparison = comparison
            self.threshold = threshold
        }
    }

    static let right: [Meaning] = [
        Meaning("snapshot.gap p99 < 60 ms", .snapshotGap, .percentile(99), .less, 60_000),
        Meaning("snapshot.gap p99<60ms", .snapshotGap, .percentile(99), .less, 60_000),
        Meaning("  connect   max  <=  1.5 s ", .connect, .max, .lessOrEqual, 1_500_000),
        Meaning("connect p99.9 < 250us", .connect, .percentile(99.9), .less, 250),
        Meaning("connect p0 >= 0", .connect, .percentile(0), .greaterOrEqual, 0),
        Meaning("connect min > 1.1ms", .connect, .min, .greater, 1_100),
        Meaning("return.time mean < 1 m", .returnTime, .mean, .less, 60_000_000),
        Meaning("return.time count >= 20", .returnTime, .count, .greaterOrEqual, 20),
        Meaning("mismatches == 0", .mismatches, .count, .equal, 0),
        Meaning("seats.at.end count >= 30", .seatsAtEnd, .count, .greaterOrEqual, 30),
        Meaning("inputs per second > 900", .inputs, .perSecond, .greater, 900),
        Meaning("delta.bytes p50 < 300", .deltaBytes, .percentile(50), .less, 300),
        Meaning("delta.bytes p50 < 300 B", .deltaBytes, .percentile(50), .less, 300),
        Meaning("keyframe.bytes max < 4 KiB", .keyframeBytes, .max, .less, 4_096),
        Meaning("bytes.down per second < 1.5 KB", .bytesDown, .perSecond, .less, 1_500),
        Meaning("bytes.up < 2 MB", .bytesUp, .count, .less, 2_000_000),
        Meaning("input.lead p1 >= 1 ticks", .inputLead, .percentile(1), .greaterOrEqual, 1),
        Meaning("return.ticks.missed max < 900", .ticksMissed, .max, .less, 900),
    ]

    @Test("each is read as meant, in the metric's own unit", arguments: right.indices)
    func reading(index: Int) throws {
        let meant = ExpectationTests.right[index]
        let found = try Expectation.read(meant.text)
        #expect(found.metric == meant.metric)
        #expect(found.statistic == meant.statistic)
        #expect(found.comparison == meant.comparison)
        #expect(found.threshold == meant.threshold)
        #expect(!found.text.hasPrefix(" ") && meant.text.contains(found.text))
    }

    static let wrong: [(text: String, message: String)] = [
        ("", "\"\" is no expectation; write one like snapshot.gap p99 < 60 ms"),
        ("mismatches", "\"mismatches\" is no expectation; write one like snapshot.gap p99 < 60 ms"),
        ("== 0", "\"== 0\" names no metric; write it before =="),
        ("mismatches = 0", "\"=\" compares nothing; use <, <=, ==, >= or >"),
        ("mismatches != 0", "\"!=\" compares nothing; use <, <=, ==, >= or >"),
        ("seat >= 3", "no metric is called \"seat\"; did you mean \"seats\"?"),
        ("xyzzy >= 3", "no metric is called \"xyzzy\"; did you mean \"join\"?"),
        (
            "snapshot.gap < 60 ms",
            "\"snapshot.gap\" has many values; say which: count, min, mean, p50, p99.9 or max"
        ),
        (
            "snapshot.gap p101 < 60 ms",
            "\"snapshot.gap\" has no \"p101\"; say which: count, min, mean, p50, p99.9 or max"
        ),
        (
            "snapshot.gap per second < 60",
            "\"snapshot.gap\" has no \"per second\"; say which: count, min, mean, p50, p99.9 or max"
        ),
        (
            "mismatches p99 < 1",
            "\"mismatches\" is a counter and has no \"p99\"; leave that out, or write per second"
        ),
        ("mismatches == none", "\"none\" is no number; write one after the operator"),
        ("mismatches == nan", "\"nan\" is no number; write one after the operator"),
        ("mismatches ==", "\"\" is no number; write one after the operator"),
        ("mismatches == -1", "\"-1\" is out of range; it must be from 0 to 1e15"),
        (
            "mismatches == 99999999999999999",
            "\"99999999999999999\" is out of range; it must be from 0 to 1e15"
        ),
        (
            "snapshot.gap p99 < 60",
            "\"60\" does not fit snapshot.gap, which is measured in microseconds; use us, ms or s"
        ),
        (
            "snapshot.gap p99 < 60 KB",
            "\"60 KB\" does not fit snapshot.gap, which is measured in microseconds; "
                + "use us, ms or s"
        ),
        (
            "snapshot.gap count < 60 ms",
            "\"60 ms\" does not fit snapshot.gap, which is measured in things; write a number alone"
        ),
        (
            "delta.bytes p50 < 3 ms",
            "\"3 ms\" does not fit delta.bytes, which is measured in bytes; "
                + "use B, KB (1000 B) or KiB (1024 B)"
        ),
        (
            "input.lead p50 < 3 ms",
            "\"3 ms\" does not fit input.lead, which is measured in ticks; use ticks"
        ),
        (
            "seats > 3 ms",
            "\"3 ms\" does not fit seats, which is measured in things; write a number alone"
        ),
    ]

    @Test("each that makes no sense says why", arguments: wrong.indices)
    func refusal(index: Int) {
        let (text, message) = ExpectationTests.wrong[index]
        #expect {
            try Expectation.read(text)
        } throws: { error in
            (error as? ScenarioFault)?.message == message
        }
    }

    @Test("a metric with any one letter wrong is still known") func misspelling() throws {
        for metric in Metric.allCases {
            let name = Array(metric.name)
            for index in name.indices {
                var letters = name
                letters[index] = "#"
                let statistic = metric.kind == .counter ? "" : " max"
                let text = String(letters) + statistic + " == 0"
                #expect {
                    try Expectation.read(text)
                } throws: { error in
                    let message = (error as? ScenarioFault)?.message ?? ""
                    guard let guess = message.split(separator: "\"").dropFirst(3).first else {
                        return false
                    }
                    return differences(String(letters), String(guess)) == 1
                }
            }
        }
    }

    /// Places at which two texts of one length differ.
    private func differences(_ left: String, _ right: String) -> Int? {
        guard left.count == right.count else { return nil }
        return zip(left, right).count { $0 != $1 }
    }
}
