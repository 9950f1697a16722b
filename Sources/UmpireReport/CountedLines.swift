import UmpireScenario

/// The counters of a run in a few lines of a terminal.
struct CountedLines {
    private static let width = 76
    let report: RunReport

    var lines: [LiveLine] {
        (crowd + wire + codes).flatMap { name, parts in
            CountedLines.wrapped(name, parts.compactMap(\.self), separator: ", ")
        }
    }

    private typealias Row = (name: String, parts: [String?])

    private var crowd: [Row] {
        [
            (
                "bots",
                [
                    "\(count(.arrivals)) came", some(.arrivalsDropped, "could not come"),
                    "\(count(.seats)) seats taken", "\(count(.seatsAtEnd)) held at the end",
                    some(.seatsMissing, "missing"),
                ]
            ),
            (
                "connections",
                [
                    "\(count(.connections)) opened", some(.connectionsFailed, "failed"),
                    some(.drops, "broken on purpose"), some(.breaks, "broke by themselves"),
                    some(.returns, "returns"), some(.returnsStray, "to another seat"),
                ]
            ),
        ]
    }

    private var wire: [Row] {
        [
            ("inputs", ["\(count(.inputs)) sent", share(.inputsLate, of: .inputs, "late")]),
            (
                "snapshots",
                [
                    "\(count(.snapshots)) taken", share(.snapshotsLate, of: .snapshots, "late"),
                    "\(count(.hashChecks)) hashes compared", "\(count(.mismatches)) mismatches",
                    some(.resyncs, "resyncs"),
                ]
            ),
            (
                "traffic",
                [
                    "\(size(.bytesUp)) up in \(count(.framesUp)) frames",
                    "\(size(.bytesDown)) down in \(count(.framesDown))",
                ]
            ),
            ("game", [some(.cues, "cues"), some(.verdicts, "verdicts")]),
        ]
    }

    private var codes: [Row] {
        let closes = report.closes.sorted { $0.key < $1.key }.map {
            "\(Quantity.count($1)) with \($0)"
        }
        let refusals = report.refusals.sorted { $0.key < $1.key }.map {
            "\(Quantity.count($1)) \(LiveLine.safe($0, within: 40))"
        }
        return [
            ("closes", closes + [some(.hostileCloses, "of hostile bots")]),
            ("refusals", refusals),
            ("left behind", [some(.leftBehind, "connections or sessions on the server")]),
        ]
    }

    // MARK: words

    private func value(_ metric: Metric) -> Int { report.counters[metric.name] ?? 0 }
    private func count(_ metric: Metric) -> String { Quantity.count(value(metric)) }
    private func size(_ metric: Metric) -> String { Quantity.bytes(Double(value(metric))) }

    private func some(_ metric: Metric, _ words: String) -> String? {
        value(metric) == 0 ? nil : "\(count(metric)) \(words)"
    }

    private func share(_ metric: Metric, of whole: Metric, _ words: String) -> String? {
        guard value(metric) > 0, value(whole) > 0 else { return some(metric, words) }
        let percent = 100 * Double(value(metric)) / Double(value(whole))
        return "\(count(metric)) \(words) (\(Quantity.decimal(percent, 2)) %)"
    }

    /// Parts after a name, as many as fit in each line; nothing for no parts.
    static func wrapped(
        _ name: String, _ parts: [String], separator: String, indent: Int = 13
    ) -> [LiveLine] {
        var lines: [LiveLine] = []
        var line = LiveLine(name)
        line.add(String(repeating: " ", count: indent - line.width))
        for (place, part) in parts.enumerated() {
            let text = part + (place < parts.count - 1 ? separator : "")
            if line.width > indent, line.width + LiveLine.width(of: text) > width + 1 {
                lines.append(line)
                line = LiveLine(String(repeating: " ", count: indent))
            }
            line.add(text)
        }
        return parts.isEmpty ? [] : lines + [line]
    }
}
