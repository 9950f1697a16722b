import Glibc
import UmpireScenario

extension HTMLReport {
    // MARK: latency by percentage

    var latency: String {
        let shown: [(metric: Metric, name: String)] = [
            (.inputToEffect, "input to effect"), (.snapshotGap, "snapshot gap"),
            (.snapshotAge, "snapshot age"), (.returnTime, "return time"),
        ]
        let measured = shown.enumerated().compactMap { place, line in
            report.metrics.first { $0.metric == line.metric && $0.count > 0 }
                .map { (summary: $0, name: line.name, colour: place + 1) }
        }
        guard !measured.isEmpty else { return "" }
        let nines = measured.map { log10(Double($0.summary.count)) }.max() ?? 2
        let values = measured.flatMap { $0.summary.spectrum.map(\.value) }
        let x = Axis.nines(nines)
        let y = Axis.logarithmic(
            from: Double(values.filter { $0 > 0 }.min() ?? 1), to: Double(values.max() ?? 1)
        ) { Quantity.time($0) }
        let lines = measured.map { summary, name, colour in
            LineChart.Line(
                name: name, colour: colour,
                points: summary.spectrum.map { point in
                    let beyond = max(1 - point.percent / 100, 1 / Double(summary.count))
                    return LineChart.Point(
                        x: x.place(-log10(beyond)), y: y.place(Double(point.value)))
                })
        }
        let chart = LineChart(
            title: "Latency by percentage",
            about: "How many of all values were at most so long; each further nine is a step.",
            x: x, y: y, lines: lines,
            table: HTMLReport.spectrumTable(measured.map { ($0.name, $0.summary) }), isTall: true)
        return section("Latency", chart.html)
    }

    private static func spectrumTable(_ lines: [(name: String, summary: MetricSummary)]) -> String {
        let percents: [Double] = [0, 50, 90, 99, 99.9, 99.99, 100]
        let rows = percents.compactMap { percent -> [String]? in
            let cells = lines.map { line in
                line.summary.spectrum.first { $0.percent == percent }
                    .map { Quantity.time($0.value) } ?? "–"
            }
            guard cells.contains(where: { $0 != "–" }) else { return nil }
            return [Quantity.decimal(percent) + " %"] + cells
        }
        return HTMLTable(
            caption: "Latency by percentage", columns: ["At most so long"] + lines.map(\.name),
            rows: rows
        ).html
    }

    // MARK: second by second

    var course: String {
        guard report.series.count > 0 else { return "" }
        let charts = [
            series(
                "Bots", "Bots that are there, and those of them with a seat.",
                [("present", .present), ("seated", .seated)], isWhole: true
            ) { Quantity.decimal($0, 0) },
            series(
                "Snapshot gap", "From one snapshot to the next, for each second.",
                [("p99", .gapP99), ("p50", .gapP50)], expecting: .snapshotGap
            ) { Quantity.time($0) },
            series(
                "Input to effect", "From an input to its first snapshot, for each second.",
                [("p99", .effectP99), ("p50", .effectP50)], expecting: .inputToEffect
            ) { Quantity.time($0) },
            series(
                "Traffic", "Bytes of all bots together, each second.",
                [("down", .bytesDown), ("up", .bytesUp)]
            ) { Quantity.bytes($0) },
        ]
        let figures = charts.filter { !$0.isEmpty }.joined(separator: "\n")
        return section("Second by second", "<div class=\"charts\">\n\(figures)\n</div>")
    }

    private func series(
        _ title: String, _ about: String, _ columns: [(name: String, column: RunSeries.Column)],
        expecting metric: Metric? = nil, isWhole: Bool = false, _ say: (Double) -> String
    ) -> String {
        let courses: [(name: String, course: Course)] = columns.map {
            ($0.name, Course(report.series[$0.column], most: 400))
        }
        guard let most = courses.flatMap({ $0.course.values }).compactMap(\.self).max() else {
            return ""
        }
        let step = courses[0].course.secondsPerPoint
        let detail = step > 1 ? " Each point is the most of \(step) s." : ""
        let length = Double(report.series.count)
        let x = Axis.time(seconds: length)
        // A limit far above everything would press the lines flat.
        let limit = metric.flatMap { expected(of: $0) }.flatMap { $0 <= 3 * most ? $0 : nil }
        let y = Axis.linear(to: max(most, limit ?? 0), isWhole: isWhole, say)
        let lines = courses.enumerated().map { place, named in
            let (name, course) = named
            let points = course.values.enumerated().map { index, value -> LineChart.Point? in
                guard let value else { return nil }
                let second = min(Double((index + 1) * course.secondsPerPoint), length)
                return LineChart.Point(x: x.place(second), y: y.place(value))
            }
            return LineChart.Line(name: name, colour: place + 1, points: points)
        }
        return LineChart(
            title: title, about: about + detail, x: x, y: y, lines: lines,
            threshold: limit.map { (y.place($0), "expected") },
            table: seriesTable(title, columns, say)
        ).html
    }

    /// What a scenario expects of the 99th percentile.
    private func expected(of metric: Metric) -> Double? {
        report.expectations.first { $0.metric == metric.name && $0.statistic == "p99" }?.threshold
    }

    private func seriesTable(
        _ title: String, _ columns: [(name: String, column: RunSeries.Column)],
        _ say: (Double) -> String
    ) -> String {
        let courses = columns.map { Course(report.series[$0.column], most: 60) }
        let step = courses[0].secondsPerPoint
        let rows = courses[0].values.indices.map { index in
            let second = min((index + 1) * step, report.series.count)
            return ["\(second) s"] + courses.map { $0.values[index].map(say) ?? "–" }
        }
        let first = step == 1 ? "Second" : "Most in \(step) s up to"
        return HTMLTable(
            caption: title, columns: [first] + columns.map(\.name), rows: rows
        ).html
    }
}
