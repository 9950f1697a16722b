extension LiveInput {
    /// The run so far in a line of text, for where there is no terminal.
    public var line: String {
        func time(_ name: String) -> String {
            let row = rows.first { $0.name == name && $0.count > 0 }
            return row.map { Quantity.time($0.p99) } ?? "-"
        }
        let snapshots = series.first?.values.last.flatMap { $0 } ?? 0
        let held = expectations.count { $0.standing == .held }
        return "\(Quantity.decimal(elapsedSeconds, 0)) s: \(Quantity.count(seated)) of "
            + "\(Quantity.count(present)) bots seated, "
            + "\(Quantity.decimal(snapshots, 0)) snapshots/s, gap p99 \(time("snapshot gap")), "
            + "effect p99 \(time("input to effect")), "
            + "\(held) of \(expectations.count) expectations held"
    }

    /// The run so far as an object of JSON in one line, for programs.
    ///
    /// ```
    /// type          "second"
    /// seconds, of   how long it is running, and will be
    /// present       bots that came and have not left
    /// seated        those with a seat
    /// arriving      bots that came in the last second
    /// rateFactor    by how much arrivals were changed; paused: whether they wait
    /// times         by metric: count, p50, p99, max; microseconds
    /// lastSecond    snapshots, bytesDown, gapP99 in microseconds or null
    /// counters      drops, returns, closes, refusals, resyncs, mismatches
    /// expectations  text, value, standing: "held", "not yet" or "broken"
    /// late          whether the bots' own machine is too late
    /// ```
    public var json: String {
        let now = series.map { $0.values.last.flatMap { $0 } }
        let lastSecond = zip(["snapshots", "bytesDown", "gapP99"], now).map { name, value in
            (name, value.map { JSONValue.number($0) } ?? .null)
        }
        let object: [String: JSONValue] = [
            "type": .string("second"), "seconds": .number(elapsedSeconds),
            "of": .number(totalSeconds), "present": .number(present), "seated": .number(seated),
            "arriving": .number(arrivalsPerSecond), "rateFactor": .number(rateFactor),
            "paused": .bool(isPaused), "late": .bool(isGeneratorLate),
            "times": .object(Dictionary(rows.map { ($0.metric, $0.json) }) { first, _ in first }),
            "lastSecond": .object(Dictionary(lastSecond) { first, _ in first }),
            "counters": .object(
                Dictionary(counters.map { ($0.name, .number($0.value)) }) { first, _ in first }),
            "expectations": .array(expectations.map(\.json)),
        ]
        return LiveInput.oneLine(JSONValue.object(object).text)
    }

    /// JSON of many lines in one: a line break within a string is written as an escape, so that all
    /// others, and the blanks behind them, are for readers alone.
    static func oneLine(_ json: String) -> String {
        json.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }
}

extension LiveInput.Row {
    fileprivate var json: JSONValue {
        .object([
            "count": .number(count), "p50": .number(p50), "p99": .number(p99), "max": .number(max),
        ])
    }
}

extension LiveInput.Expected {
    fileprivate var json: JSONValue {
        .object([
            "text": .string(text), "value": .string(value),
            "standing": .string(standing.rawValue),
        ])
    }
}

extension RunReport {
    /// The content of `report.json` in one line, for programs that read lines.
    public var jsonLine: String { LiveInput.oneLine(json()) }
}
