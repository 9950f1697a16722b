import UmpireScenario

extension RunReport {
    /// Reads a `report.json`; metrics that are not known here are left out.
    public init(json bytes: [UInt8]) throws(ReportError) {
        guard bytes.count <= ReportError.greatestSize else { throw .tooLarge(bytes: bytes.count) }
        let members = try JSONMembers(try JSONReader.value(bytes), path: "")
        guard members.has("version") else { throw .version(nil) }
        let version: Int = try members.whole("version")
        guard version == RunReport.version else { throw .version(version) }
        guard let mode = RunMode(rawValue: try members.string("mode")) else {
            throw .missing("mode")
        }
        guard let result = RunResult(rawValue: try members.string("result")) else {
            throw .missing("result")
        }
        let metrics = try MetricSummary.read(try members.object("metrics"))
        var fields: [FieldShare] = []
        for field in try members.objects("fields") { fields.append(try FieldShare(field)) }
        var expectations: [ExpectationOutcome] = []
        for outcome in try members.objects("expectations") {
            expectations.append(try ExpectationOutcome(outcome))
        }
        self.init(
            name: try members.string("name"), about: try members.string("about"), mode: mode,
            seed: try members.whole("seed"), seconds: try members.double("seconds"),
            wallSeconds: members.has("wallSeconds") ? try members.double("wallSeconds") : nil,
            scenarioText: try members.string("scenario"), metrics: metrics,
            counters: try RunReport.counts(try members.object("counters")),
            closes: try RunReport.closes(try members.object("closes")),
            refusals: try RunReport.counts(try members.object("refusals")),
            series: try RunSeries(try members.object("series")), fields: fields,
            expectations: expectations, notes: try members.strings("notes"),
            isGeneratorLimited: try members.bool("generatorLimited"), result: result)
    }

    private static func counts(_ members: JSONMembers) throws(ReportError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in members.names { counts[name] = try members.whole(name) }
        return counts
    }

    private static func closes(_ members: JSONMembers) throws(ReportError) -> [UInt16: Int] {
        var closes: [UInt16: Int] = [:]
        for name in members.names {
            guard let code = UInt16(name) else { throw .missing("closes") }
            closes[code] = try members.whole(name)
        }
        return closes
    }
}

extension MetricSummary {
    fileprivate static func read(_ members: JSONMembers) throws(ReportError) -> [MetricSummary] {
        var summaries: [MetricSummary] = []
        for name in members.names {
            guard let metric = Metric(name: name), metric.kind != .counter else { continue }
            summaries.append(try MetricSummary(metric, try members.object(name)))
        }
        return summaries.sorted { $0.metric.rawValue < $1.metric.rawValue }
    }

    private init(_ metric: Metric, _ members: JSONMembers) throws(ReportError) {
        let points = try members.object("spectrum")
        let percents = try points.doubles("percents")
        let values = try points.numbers("values").compactMap(\.self)
        guard percents.count == values.count else {
            throw .missing("metrics.\(metric.name).spectrum")
        }
        var numbers: [Int] = []
        for name in ["min", "p50", "p90", "p99", "p99.9", "max"] {
            numbers.append(try members.whole(name))
        }
        self.init(
            metric, count: try members.whole("count"), mean: try members.double("mean"),
            numbers: numbers,
            spectrum: zip(percents, values).map { SpectrumPoint(percent: $0, value: $1) })
    }
}

extension RunSeries {
    fileprivate init(_ members: JSONMembers) throws(ReportError) {
        self.init()
        for column in Column.allCases {
            let values = try members.numbers(column.rawValue)
            guard column == .present || values.count == count else {
                throw .missing("series.\(column.rawValue)")
            }
            self[column] = values
        }
    }
}

extension FieldShare {
    fileprivate init(_ members: JSONMembers) throws(ReportError) {
        self.init(
            table: try members.string("table"), field: try members.string("field"),
            bits: try members.whole("bits"))
    }
}

extension ExpectationOutcome {
    fileprivate init(_ members: JSONMembers) throws(ReportError) {
        self.init(
            text: try members.string("text"), metric: try members.string("metric"),
            statistic: try members.string("statistic"),
            actual: members.has("actual") ? try members.double("actual") : nil,
            threshold: try members.double("threshold"), held: try members.bool("held"),
            missedBy: members.has("missedBy") ? try members.double("missedBy") : nil,
            words: try members.string("words"), isAboutTime: try members.bool("aboutTime"))
    }
}
