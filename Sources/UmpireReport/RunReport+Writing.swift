import UmpireScenario

extension RunReport {
    /// The text of `report.json`: sorted keys, times in whole microseconds, and nothing of the real
    /// clock for a virtual run, so that the same seed gives the same bytes.
    public func json() -> String {
        var members: [String: JSONValue] = [
            "version": .number(RunReport.version),
            "name": .string(name),
            "about": .string(about),
            "mode": .string(mode.rawValue),
            "seed": .number(seed),
            "seconds": .number(seconds),
            "scenario": .string(scenarioText),
            "metrics": .object(
                Dictionary(uniqueKeysWithValues: metrics.map { ($0.metric.name, $0.json) })),
            "counters": .object(counters.mapValues { .number($0) }),
            "closes": .object(
                Dictionary(uniqueKeysWithValues: closes.map { ("\($0)", .number($1)) })),
            "refusals": .object(refusals.mapValues { .number($0) }),
            "series": .object(
                Dictionary(
                    uniqueKeysWithValues: RunSeries.Column.allCases.map {
                        ($0.rawValue, .numbers(series[$0]))
                    })),
            "fields": .array(fields.map(\.json)),
            "expectations": .array(expectations.map(\.json)),
            "notes": .array(notes.map { .string($0) }),
            "generatorLimited": .bool(isGeneratorLimited),
            "result": .string(result.rawValue),
        ]
        if mode != .virtual, let wallSeconds { members["wallSeconds"] = .number(wallSeconds) }
        return JSONValue.object(members).text
    }
}

extension MetricSummary {
    fileprivate var json: JSONValue {
        .object([
            "unit": .string(metric.kind.unit),
            "count": .number(count), "min": .number(min), "mean": .number(mean),
            "p50": .number(p50), "p90": .number(p90), "p99": .number(p99),
            "p99.9": .number(p999), "max": .number(max),
            "spectrum": .object([
                "percents": .array(spectrum.map { .number($0.percent) }),
                "values": .array(spectrum.map { .number($0.value) }),
            ]),
        ])
    }
}

extension Metric.Kind {
    fileprivate var unit: String {
        switch self {
        case .time: "microseconds"
        case .bytes: "bytes"
        case .ticks: "ticks"
        case .counter: ""
        }
    }
}

extension FieldShare {
    fileprivate var json: JSONValue {
        .object(["table": .string(table), "field": .string(field), "bits": .number(bits)])
    }
}

extension ExpectationOutcome {
    fileprivate var json: JSONValue {
        .object([
            "text": .string(text), "metric": .string(metric), "statistic": .string(statistic),
            "actual": actual.map { .number($0) } ?? .null, "threshold": .number(threshold),
            "held": .bool(held), "missedBy": missedBy.map { .number($0) } ?? .null,
            "words": .string(words), "aboutTime": .bool(isAboutTime),
        ])
    }
}
