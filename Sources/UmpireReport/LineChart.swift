/// Lines over an axis, as a figure of HTML.
///
/// The drawing stretches with the page and the words do not: they are HTML beside and below it, so
/// that they can be read at any width.
struct LineChart {
    /// From 0 to 1 in both directions.
    struct Point {
        let x: Double
        let y: Double
    }

    struct Line {
        let name: String
        /// Which colour of the page; 1…4.
        let colour: Int
        /// With a hole where there is nothing to draw.
        let points: [Point?]
    }

    let title: String
    let about: String
    let x: Axis
    let y: Axis
    let lines: [Line]
    /// What is expected, across the whole drawing.
    var threshold: (place: Double, text: String)?
    /// The same numbers as a table.
    let table: String
    var isTall = false

    private var height: Double { isTall ? 320 : 180 }

    var html: String {
        let name = Markup.escaped(title)
        return """
            <figure class="chart\(isTall ? " tall" : "")">
            <figcaption><h3>\(name)</h3><p>\(Markup.escaped(about))</p></figcaption>
            <div class="plot">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" \
            aria-label="\(name): \(Markup.escaped(about))">
            <path class="grid" d="\(grid)"/>
            \(limit)
            \(lines.map(drawing).joined(separator: "\n"))
            </svg>
            <div aria-hidden="true">
            \((marks + labels).joined(separator: "\n"))
            </div>
            </div>
            <details><summary>The numbers of “\(name)”</summary>
            \(table)
            </details>
            </figure>
            """
    }

    private var grid: String {
        let across = y.marks.map { "M0 \(LineChart.down($0.place))H1000" }
        let upright = x.marks.map { "M\(LineChart.right($0.place)) 0V1000" }
        return (across + (isTall ? upright : [])).joined()
    }

    private var limit: String {
        guard let threshold else { return "" }
        return "<path class=\"limit\" d=\"M0 \(LineChart.down(threshold.place))H1000\"/>"
    }

    private func drawing(_ line: Line) -> String {
        var path = ""
        var isDown = false
        for (place, point) in line.points.enumerated() {
            guard let point else {
                isDown = false
                continue
            }
            let here = "\(LineChart.right(point.x)) \(LineChart.down(point.y))"
            path += isDown ? "L\(here)" : "M\(here)"
            let isLast = place + 1 == line.points.count || line.points[place + 1] == nil
            // A line of no length has round ends: a single value is a dot.
            if !isDown, isLast { path += "h0" }
            isDown = true
        }
        return "<path class=\"line c\(line.colour)\" d=\"\(path)\"/>"
    }

    private var marks: [String] {
        y.marks.map {
            "<span class=\"y\" style=\"bottom:\(LineChart.percent($0.place))\">\($0.text)</span>"
        }
            + x.marks.map {
                "<span class=\"x\($0.isMinor ? " odd" : "")\" "
                    + "style=\"left:\(LineChart.percent($0.place))\">\($0.text)</span>"
            }
    }

    /// The names at the lines' ends, moved apart where they would cover each other.
    private var labels: [String] {
        var labels = lines.compactMap { line -> Label? in
            guard let end = line.points.last(where: { $0 != nil }), let end else { return nil }
            return Label(name: line.name, style: "c\(line.colour)", x: end.x, y: end.y)
        }
        if let threshold { labels.append(Label(name: threshold.text, y: threshold.place)) }
        return Label.apart(labels, least: 16 / height).map { label in
            let style = label.style + (label.x > 0.7 ? " end" : "")
            let place =
                "left:\(LineChart.percent(label.x));bottom:\(LineChart.percent(label.y))"
            return "<span class=\"name \(style)\" style=\"\(place)\">"
                + "\(Markup.escaped(label.name))</span>"
        }
    }

    private static func right(_ place: Double) -> String { Quantity.machine(1_000 * place, 1) }
    private static func down(_ place: Double) -> String { Quantity.machine(1_000 * (1 - place), 1) }
    private static func percent(_ place: Double) -> String {
        Quantity.machine(100 * place, 2) + "%"
    }
}

/// A name at the end of a line.
private struct Label {
    var name: String
    var style = "limit"
    var x = 1.0
    var y: Double

    /// Moves labels up and down until none covers another.
    static func apart(_ labels: [Label], least: Double) -> [Label] {
        var labels = labels.sorted { $0.y < $1.y }
        for place in labels.indices.dropFirst() {
            labels[place].y = max(labels[place].y, labels[place - 1].y + least)
        }
        // What was pushed out at the top comes down again, and moves others with it.
        var ceiling = 1.0
        for place in labels.indices.reversed() {
            labels[place].y = min(labels[place].y, ceiling)
            ceiling = labels[place].y - least
        }
        return labels
    }
}
