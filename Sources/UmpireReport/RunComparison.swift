import UmpireScenario

/// What changed from one run to another, for `bots compare`.
public struct RunComparison: Sendable {
    private let before: RunReport
    private let after: RunReport

    /// Compares a run with an earlier one.
    public init(_ before: RunReport, _ after: RunReport) {
        self.before = before
        self.after = after
    }

    /// Why the numbers cannot be compared, one sentence each; empty when they can. With one,
    /// nothing is called better or worse.
    public var obstacles: [String] {
        var obstacles: [String] = []
        if before.mode != after.mode {
            obstacles.append(
                "The runs are of different modes, \(before.mode.rawValue) and "
                    + "\(after.mode.rawValue): run both in one.")
        }
        if before.scenarioText != after.scenarioText {
            obstacles.append(
                "The scenarios are not the same: run the same file twice.")
        }
        for (report, which) in [(before, "first"), (after, "second")]
        where report.isGeneratorLimited {
            obstacles.append(
                "The \(which) run was limited by the load generator: its times say more about "
                    + "the bots' machine.")
        }
        return obstacles
    }

    /// A table of all that changed, 76 columns wide.
    public func text(_ style: LiveStyle) -> String {
        let parts = [heading, cautions, distributions, counters, outcomes]
        return parts.filter { !$0.isEmpty }
            .map { $0.map { $0.written(style, within: 160) }.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var heading: [LiveLine] {
        [before, after].enumerated().map { place, report in
            var line = LiveLine(place == 0 ? "before" : "after")
            line.fill(to: 8)
            line.add(LiveLine.safe(report.name, within: 40), .heading)
            line.add(
                ", \(report.mode.words), seed \(report.seed), "
                    + "\(Quantity.decimal(report.seconds, 1)) s, \(report.verdictText)")
            return line
        }
    }

    private var cautions: [LiveLine] {
        guard !obstacles.isEmpty else { return [] }
        return [LiveLine("NOT COMPARABLE", .bad)]
            + obstacles.flatMap { sentence in
                CountedLines.wrapped(
                    "", sentence.split(separator: " ").map(String.init), separator: " ", indent: 2)
            }
    }

    // MARK: numbers

    private var distributions: [LiveLine] {
        var lines: [LiveLine] = []
        for new in after.metrics {
            guard let old = before.metrics.first(where: { $0.metric == new.metric }),
                old.count > 0 || new.count > 0
            else { continue }
            guard old.count > 0, new.count > 0 else {
                lines.append(LiveLine("\(new.metric.name): measured in one run only"))
                continue
            }
            let rows = [("p50", old.p50, new.p50), ("p99", old.p99, new.p99)]
            for (place, row) in (rows + [("max", old.max, new.max)]).enumerated() {
                lines.append(
                    line(
                        place == 0 ? new.metric.name : "", row.0,
                        Change(new.metric, Double(row.1), Double(row.2))))
            }
        }
        return lines.isEmpty ? [] : [columns] + lines
    }

    private var counters: [LiveLine] {
        let lines = Metric.allCases.filter { $0.kind == .counter }.compactMap { metric in
            let old = Double(before.counters[metric.name] ?? 0)
            let new = Double(after.counters[metric.name] ?? 0)
            return old == new ? nil : line(metric.name, "", Change(metric, old, new))
        }
        return lines.isEmpty ? [LiveLine("All counters are equal.")] : lines
    }

    private var columns: LiveLine {
        var line = LiveLine()
        for (cell, end) in [("before", 36), ("after", 47), ("change", 58)] {
            line.add(cell, endingAt: end, .heading)
        }
        return line
    }

    private func line(_ name: String, _ number: String, _ change: Change) -> LiveLine {
        var line = LiveLine(name)
        line.fill(to: 21)
        line.add(number)
        line.add(change.cell(change.before), endingAt: 36)
        line.add(change.cell(change.after), endingAt: 47)
        line.add(change.difference, endingAt: 58)
        line.add(change.percent, endingAt: 68)
        switch obstacles.isEmpty ? change.judgement : .neither {
        case .better: line.add("  better", .good)
        case .worse: line.add("  worse", .bad)
        case .neither: break
        }
        return line
    }

    // MARK: outcomes

    private var outcomes: [LiveLine] {
        let old = Dictionary(before.expectations.map { ($0.text, $0) }) { first, _ in first }
        var lines: [LiveLine] = []
        for outcome in after.expectations {
            let words = LiveLine.safe(outcome.words, within: 130)
            switch (old[outcome.text]?.held, outcome.held) {
            case (true, false): lines.append(LiveLine("now FAILED: \(words)", .bad))
            case (false, true): lines.append(LiveLine("now holds: \(words)", .good))
            case (false, false): lines.append(LiveLine("still FAILED: \(words)", .bad))
            case (nil, let held):
                lines.append(LiveLine("new, \(held ? "holds" : "FAILED"): \(words)"))
            case (true, true): break
            }
        }
        let texts = Set(after.expectations.map(\.text))
        for outcome in before.expectations where !texts.contains(outcome.text) {
            lines.append(LiveLine("no longer expected: \(LiveLine.safe(outcome.text, within: 80))"))
        }
        return lines.isEmpty ? [LiveLine("All expectations came out the same.")] : lines
    }
}
