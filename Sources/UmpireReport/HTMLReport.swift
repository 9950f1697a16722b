import UmpireScenario

extension RunReport {
    /// One page that needs no other file: `report.html`.
    public func html() -> String { HTMLReport(report: self).html }
}

/// A report as a page.
///
/// All words of scenarios and servers go through `Markup.escaped`.
struct HTMLReport {
    let report: RunReport

    var html: String {
        let sections = [
            header, remarks, expectations, latency, course, bandwidth, numbers, scenario,
        ]
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(Markup.escaped(report.name)): \(Markup.escaped(report.verdictText))</title>
            <style>
            \(HTMLStyle.text)
            </style>
            </head>
            <body>
            <main>
            \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    // MARK: what it was

    private var header: String {
        let badge = report.result == .passed ? "good" : "bad"
        let about = report.about.isEmpty ? "" : "<p>\(Markup.escaped(report.about))</p>"
        let facts =
            [
                ("Mode", report.mode.words), ("Seed", "\(report.seed)"),
                ("Length", "\(Quantity.decimal(report.seconds, 1)) s"),
                ("Bots", count(.arrivals)), ("Snapshots", count(.snapshots)),
            ] + (report.mode == .virtual ? [] : wallFacts)
        return """
            <header>
            <p class="kind">Run of bots</p>
            <h1>\(Markup.escaped(report.name))</h1>
            \(about)
            <p class="badge \(badge)">\(Markup.escaped(report.verdictText))</p>
            <dl class="facts">
            \(facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" }.joined(separator: "\n"))
            </dl>
            <dl class="tiles">
            \(tiles.joined(separator: "\n"))
            </dl>
            </header>
            """
    }

    private var wallFacts: [(String, String)] {
        report.wallSeconds.map { [("Took", "\(Quantity.decimal($0, 1)) s")] } ?? []
    }

    private var tiles: [String] {
        let times: [(Metric, String)] = [
            (.inputToEffect, "Input to effect, p99"), (.snapshotGap, "Snapshot gap, p99"),
        ]
        let measured = times.compactMap { metric, name -> String? in
            guard let summary = report.metrics.first(where: { $0.metric == metric }),
                summary.count > 0
            else { return nil }
            return tile(
                name, Quantity.time(summary.p99),
                "median \(Quantity.time(summary.p50)), max \(Quantity.time(summary.max))")
        }
        return measured + [
            tile(
                "Wrong states", count(.mismatches), "of \(count(.hashChecks)) compared",
                isBad: report.counters[Metric.mismatches.name, default: 0] > 0),
            tile("Seated at the end", count(.seatsAtEnd), "\(count(.seatsMissing)) missing"),
        ]
    }

    private func tile(
        _ name: String, _ value: String, _ more: String, isBad: Bool = false
    ) -> String {
        "<div\(isBad ? " class=\"failed\"" : "")><dt>\(name)</dt>"
            + "<dd><strong>\(value)</strong> <span>\(more)</span></dd></div>"
    }

    private var remarks: String {
        guard !report.notes.isEmpty else { return "" }
        let items = report.notes.map { "<li>\(Markup.escaped($0))</li>" }
        return section("Notes", "<ul class=\"notes\">\(items.joined())</ul>")
    }

    // MARK: what was expected

    private var expectations: String {
        guard !report.expectations.isEmpty else { return "" }
        let ordered = report.failures + report.expectations.filter(\.held)
        let items = ordered.map { outcome in
            let mark = outcome.held ? "✓" : "✗"
            let word = outcome.held ? "held" : "failed"
            return """
                <li class="\(word)"><span class="mark" aria-hidden="true">\(mark)</span>\
                <span class="unseen">\(word): </span>\
                <span>\(Markup.escaped(outcome.words))</span></li>
                """
        }
        return section(
            "Expectations", "<ul class=\"outcomes\">\n\(items.joined(separator: "\n"))\n</ul>")
    }

    // MARK: what it was run with

    private var scenario: String {
        let option =
            switch report.mode {
            case .virtual: "--virtual"
            case .inProcess: "--in-process"
            case .sockets: "--against URL"
            }
        let hasFile = !report.scenarioText.isEmpty
        let scenario =
            hasFile ? "With the scenario below as <code>scenario.yaml</code>, and with" : "With"
        let file = hasFile ? " scenario.yaml" : ""
        let command = "game bots\(file) \(option) --seed \(report.seed)"
        return section(
            "Run it again",
            """
            <p>\(scenario) the program of the game in place of <code>game</code>:</p>
            \(code(command, name: "The command"))
            \(hasFile ? code(report.scenarioText, name: "The scenario") : "")
            """)
    }

    private func code(_ text: String, name: String) -> String {
        """
        <div class="scroll" role="region" aria-label="\(name)" tabindex="0">\
        <pre><code>\(Markup.escaped(text))</code></pre></div>
        """
    }

    func section(_ title: String, _ content: String) -> String {
        "<section>\n<h2>\(title)</h2>\n\(content)\n</section>"
    }

    func count(_ metric: Metric) -> String { Quantity.count(report.counters[metric.name] ?? 0) }
}
