import UmpireScenario

extension HTMLReport {
    /// What each field cost, greatest first.
    var bandwidth: String {
        let total = report.fields.reduce(0.0) { $0 + Double($1.bits) }
        guard total > 0 else { return "" }
        let sorted = report.fields.filter { $0.bits > 0 }.sorted {
            $0.bits != $1.bits
                ? $0.bits > $1.bits : ($0.table, $0.field) < ($1.table, $1.field)
        }
        var rows = sorted.prefix(24).map { ("\($0.table).\($0.field)", Double($0.bits)) }
        let rest = sorted.dropFirst(24).reduce(0.0) { $0 + Double($1.bits) }
        if rest > 0 { rows.append(("\(sorted.count - 24) other fields", rest)) }
        let most = rows.map(\.1).max() ?? 1
        let cells = rows.map { name, bits in
            let width = Quantity.machine(100 * bits / most, 1)
            return [
                "<code>\(Markup.escaped(name))</code>",
                "<span class=\"bar\"><span style=\"width:\(width)%\"></span></span>",
                Quantity.cell(bits / 8, .bytes), Quantity.fixed(100 * bits / total, 1) + " %",
            ]
        }
        let table = HTMLTable(
            caption: "Bandwidth by field",
            columns: ["Field", "<span class=\"unseen\">As a bar</span>", "Size", "Share"],
            rows: cells, firstNumber: 2)
        return section("Bandwidth by field", "<div class=\"bars\">\(table.html)</div>")
    }

    /// All distributions and counters.
    var numbers: String {
        let distributions = report.metrics.filter { $0.count > 0 }.map { summary in
            let kind = summary.metric.kind
            func say(_ value: Double) -> String { Quantity.cell(value, kind) }
            let values = [summary.p50, summary.p90, summary.p99, summary.p999, summary.max]
            return [
                "<code>\(summary.metric.name)</code>", Quantity.count(summary.count),
                say(Double(summary.min)), say(summary.mean),
            ] + values.map { say(Double($0)) }
        }
        let table = HTMLTable(
            caption: "Distributions",
            columns: [
                "Distribution", "Count", "Min", "Mean", "p50", "p90", "p99", "p99.9", "Max",
            ], rows: distributions)
        return section("All numbers", table.html + "\n" + counters)
    }

    private var counters: String {
        let values = Metric.allCases.filter { $0.kind == .counter }.map { metric in
            let value = report.counters[metric.name] ?? 0
            let isSize = metric == .bytesUp || metric == .bytesDown
            let text = isSize ? Quantity.bytes(Double(value)) : Quantity.count(value)
            return (metric.name, text, value == 0)
        }
        let codes =
            report.closes.sorted { $0.key < $1.key }.map {
                ("closed with \($0)", Quantity.count($1), false)
            }
            + report.refusals.sorted { $0.key < $1.key }.map {
                ("refused: \(Markup.escaped($0))", Quantity.count($1), false)
            }
        let items = (values + codes).map { name, value, isNothing in
            "<div\(isNothing ? " class=\"zero\"" : "")><dt><code>\(name)</code></dt>"
                + "<dd>\(value)</dd></div>"
        }
        return "<h3>Counters</h3>\n<dl class=\"counters\">\n\(items.joined(separator: "\n"))\n</dl>"
    }
}
