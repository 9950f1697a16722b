/// Reads `METRIC [STATISTIC] OPERATOR NUMBER [UNIT]`.
struct ExpectationReader {
    private let place: FilePlace
    private let text: String

    init(_ text: String, at place: FilePlace) {
        self.text = String(text.trimmed)
        self.place = place
    }

    func read() throws(ScenarioFault) -> Expectation {
        let operators: Set<Character> = ["<", "=", ">", "!"]
        guard text.count <= 200, let start = text.firstIndex(where: operators.contains) else {
            throw fault(
                "\"\(text.shortened)\" is no expectation; write one like snapshot.gap p99 < 60 ms")
        }
        let sign = text[start...].prefix(while: operators.contains)
        guard let comparison = Expectation.Comparison(rawValue: String(sign)) else {
            throw fault("\"\(sign.shortened)\" compares nothing; use <, <=, ==, >= or >")
        }
        let words = text[..<start].split(whereSeparator: \.isWhitespace).map(String.init)
        guard let name = words.first else {
            throw fault("\"\(text.shortened)\" names no metric; write it before \(sign)")
        }
        guard let metric = Metric(name: name) else { throw unknown(name) }
        let statistic = try statistic(words.dropFirst().joined(separator: " "), metric)
        let threshold = try threshold(text[sign.endIndex...].trimmed, metric, statistic)
        return Expectation(
            metric, statistic, comparison, threshold, text: text, line: place.line)
    }

    private func fault(_ message: String) -> ScenarioFault { ScenarioFault(place, message) }

    private func unknown(_ name: String) -> ScenarioFault {
        let names = Metric.allCases.map(\.name)
        let nearest = NearestName.nearest(name, names) ?? ""
        return fault("no metric is called \"\(name.shortened)\"; did you mean \"\(nearest)\"?")
    }

    private func statistic(
        _ words: String, _ metric: Metric
    ) throws(ScenarioFault) -> Expectation.Statistic {
        if metric.kind == .counter {
            switch words {
            case "", "count": return .count
            case "per second": return .perSecond
            default:
                throw fault(
                    "\"\(metric.name)\" is a counter and has no \"\(words.shortened)\"; "
                        + "leave that out, or write per second")
            }
        }
        switch words {
        case "count": return .count
        case "min": return .min
        case "mean": return .mean
        case "max": return .max
        default:
            if words.first == "p", let part = Quantity(words.dropFirst()), part.unit.isEmpty,
                (0...100).contains(part.number)
            {
                return .percentile(part.number)
            }
            let problem = words.isEmpty ? "many values" : "no \"\(words.shortened)\""
            throw fault(
                "\"\(metric.name)\" has \(problem); say which: count, min, mean, p50, p99.9 or max")
        }
    }

    /// The number, in the metric's own unit.
    private func threshold(
        _ text: Substring, _ metric: Metric, _ statistic: Expectation.Statistic
    ) throws(ScenarioFault) -> Double {
        guard let quantity = Quantity(text) else {
            throw fault("\"\(text.shortened)\" is no number; write one after the operator")
        }
        let unit = statistic == .count && metric.kind != .counter ? .none : metric.unit
        guard let number = unit.value(of: quantity) else {
            throw fault(
                "\"\(text.shortened)\" does not fit \(metric.name), which is measured in "
                    + "\(unit.description); \(unit.remedy)")
        }
        guard (0...1e15).contains(number) else {
            throw fault("\"\(text.shortened)\" is out of range; it must be from 0 to 1e15")
        }
        return number
    }
}

extension Expectation {
    /// Reads one expectation; `line` is where a file says it.
    ///
    /// Throws ``ScenarioFault``, with the nearest name for a metric that there is not.
    public static func read(
        _ text: String, at place: FilePlace = FilePlace(line: 0, column: 0)
    ) throws(ScenarioFault) -> Expectation {
        try ExpectationReader(text, at: place).read()
    }
}
