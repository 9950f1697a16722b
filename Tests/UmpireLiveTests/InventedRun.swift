import UmpireReport
import UmpireScenario

/// A run that never was, with something to see in each part of a frame.
enum InventedRun {
    static let plain = LiveStyle(hasColour: false, isUnicode: true)

    static var input: LiveInput {
        var input = LiveInput()
        input.name = "train ride"
        input.mode = "in-process"
        input.seed = 20_261_121
        input.elapsedSeconds = 17
        input.totalSeconds = 60
        input.present = 200
        input.seated = 198
        input.arrivalsPerSecond = 12.5
        input.rows = [
            LiveInput.Row("input to effect", count: 96_214, p50: 52_100, p99: 88_000, max: 140_200),
            LiveInput.Row("snapshot gap", count: 101_904, p50: 33_300, p99: 41_800, max: 1_204_000),
            LiveInput.Row("snapshot age", count: 101_904, p50: 812, p99: 12_300, max: 980_000),
            LiveInput.Row("return time", count: 0, p50: 0, p99: 0, max: 0),
            LiveInput.Row("bots' own lateness", count: 310_022, p50: 61, p99: 420, max: 9_870),
        ]
        input.series = [
            LiveInput.Series("snapshots/s", (1...17).map { 352 * Double($0) }, .counter),
            LiveInput.Series(
                "bytes down/s", (0..<75).map { Double(($0 * 37) % 100) * 4_000 }, .bytes),
            LiveInput.Series("gap p99", [nil, nil, 0, 34_000, 1_204_000, nil, 41_800], .time),
        ]
        input.counters = [
            LiveInput.Counter("drops", 12), LiveInput.Counter("returns", 11),
            LiveInput.Counter("closes", 0), LiveInput.Counter("refusals", 0),
            LiveInput.Counter("resyncs", 1), LiveInput.Counter("mismatches", 2, isBad: true),
        ]
        input.expectations = [
            LiveInput.Expected("snapshot.gap p99 < 40 ms", value: "41.8 ms", .notYet),
            LiveInput.Expected("input.to.effect p50 < 80 ms", value: "52.1 ms", .held),
            LiveInput.Expected("returns >= 40", value: "11", .notYet),
            LiveInput.Expected("mismatches == 0", value: "2", .broken),
            LiveInput.Expected("breaks == 0", value: "0", .held),
            LiveInput.Expected("return.time p99 < 3 s", value: "-", .notYet),
            LiveInput.Expected("connections.failed == 0", value: "0", .held),
        ]
        return input
    }

    static func frame(_ width: Int, _ height: Int, _ style: LiveStyle = plain) -> String {
        frame(input, width, height, style)
    }

    static func frame(
        _ input: LiveInput, _ width: Int, _ height: Int, _ style: LiveStyle = plain
    ) -> String {
        LiveView.frame(input, width: width, height: height, style: style)
    }
}
