import UmpireScenario

extension RunReport {
    /// The table for the end of a run, 76 columns wide.
    public func text(_ style: LiveStyle) -> String {
        let parts = [
            title, table, course(style), CountedLines(report: self).lines, outcomes(style), remarks,
            [verdict],
        ]
        return parts.filter { !$0.isEmpty }
            .map { $0.map { $0.written(style, within: 120) }.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private static let width = 76

    private var title: [LiveLine] {
        var first = LiveLine(LiveLine.safe(name, within: RunReport.width), .heading)
        if !about.isEmpty { first.add(": " + LiveLine.safe(about, within: 120 - first.width - 2)) }
        var second = "\(mode.words), seed \(seed), \(Quantity.decimal(seconds, 1)) s"
        if let speed, speed > 1.5 { second += ", \(Quantity.decimal(speed, 0)) × real time" }
        return [first, LiveLine(second)]
    }

    // MARK: distributions

    private var table: [LiveLine] {
        let measured = metrics.filter { $0.count > 0 }
        guard !measured.isEmpty else { return [] }
        var head = LiveLine()
        for (place, cell) in ["count", "p50", "p90", "p99", "p99.9", "max"].enumerated() {
            head.add(cell, endingAt: RunReport.column(place), .heading)
        }
        return [head] + measured.map(row)
    }

    private func row(_ summary: MetricSummary) -> LiveLine {
        let kind = summary.metric.kind
        var line = LiveLine(summary.metric.name)
        let values = [summary.p50, summary.p90, summary.p99, summary.p999, summary.max]
        line.add(Quantity.count(summary.count), endingAt: RunReport.column(0))
        for (place, value) in values.enumerated() {
            // Ticks have no unit here: their names say it, and nine columns are few.
            let text = kind == .ticks ? Quantity.count(value) : Quantity.cell(Double(value), kind)
            line.add(text, endingAt: RunReport.column(place + 1))
        }
        return line
    }

    private static func column(_ place: Int) -> Int { 31 + 9 * place }

    // MARK: second by second

    private func course(_ style: LiveStyle) -> [LiveLine] {
        guard series.count > 2 else { return [] }
        let rows: [(String, RunSeries.Column, (Double) -> String)] = [
            ("seated", .seated, { Quantity.decimal($0, 0) }),
            ("snapshot.gap p99", .gapP99, { Quantity.time($0) }),
            ("input.to.effect p99", .effectP99, { Quantity.time($0) }),
            ("bytes.down", .bytesDown, { Quantity.bytes($0) + "/s" }),
        ]
        return rows.compactMap { name, column, say in
            let values = Course(series[column], most: 42).values
            guard let most = values.compactMap(\.self).max() else { return nil }
            var line = LiveLine(name)
            line.fill(to: 21)
            line.add(
                LiveSparkline.text(values, width: values.count, isUnicode: style.isUnicode),
                .plain)
            line.add("  up to " + say(most))
            return line
        }
    }

    // MARK: outcomes

    private func outcomes(_ style: LiveStyle) -> [LiveLine] {
        let isDrawn = style.hasColour && style.isUnicode
        return expectations.map { outcome in
            let good = isDrawn ? "✓" : "ok    "
            let bad = isDrawn ? "✗" : "FAILED"
            var line = LiveLine(outcome.held ? good : bad, outcome.held ? .good : .bad)
            line.add(" " + LiveLine.safe(outcome.words, within: 112))
            return line
        }
    }

    private var remarks: [LiveLine] {
        notes.flatMap { note in
            let words = LiveLine.safe(note, within: 1_000).split(separator: " ").map(String.init)
            return CountedLines.wrapped("note", words, separator: " ")
        }
    }

    private var verdict: LiveLine {
        LiveLine(verdictText, result == .passed ? .good : .bad)
    }

    /// `passed`, `FAILED: 2 of 9 expectations` and so on.
    var verdictText: String {
        switch result {
        case .passed: "passed"
        case .failed: "FAILED: \(failures.count) of \(expectations.count) expectations"
        case .limitedByGenerator:
            failures.isEmpty
                ? "LIMITED BY THE LOAD GENERATOR"
                : "LIMITED BY THE LOAD GENERATOR: \(failures.count) of \(expectations.count) "
                    + "expectations did not hold"
        case .couldNotRun: "COULD NOT RUN"
        }
    }
}

extension RunMode {
    /// As sentences say it.
    var words: String {
        switch self {
        case .virtual: "virtual time"
        case .inProcess: "in process"
        case .sockets: "over sockets"
        }
    }
}
