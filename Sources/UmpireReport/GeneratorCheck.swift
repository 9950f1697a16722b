import UmpireScenario

/// Whether the bots' machine kept up with what it should do.
///
/// When it did not, times say more about it than about the server.
struct GeneratorCheck {
    /// More than this many microseconds at the 99th percentile are too late.
    static let latenessLimit = 10_000

    let latenessP99: Int
    let lateArrivals: Int

    init(_ measures: Measures) {
        latenessP99 = measures.distribution(.generatorLateness).p99
        lateArrivals = measures.lateArrivals
    }

    var isLimited: Bool { latenessP99 > GeneratorCheck.latenessLimit || lateArrivals > 0 }

    var notes: [String] {
        guard isLimited else { return [] }
        var causes: [String] = []
        if latenessP99 > GeneratorCheck.latenessLimit {
            causes.append("one action in a hundred came \(Quantity.time(latenessP99)) late or more")
        }
        if lateArrivals > 0 {
            let bots = lateArrivals == 1 ? "bot" : "bots"
            causes.append("\(Quantity.count(lateArrivals)) \(bots) could not come in time")
        }
        return [
            "Limited by the load generator: " + causes.joined(separator: ", ")
                + "; use fewer bots or a faster machine."
        ]
    }

    /// A failure that no slow machine explains is a failure all the same.
    func result(of outcomes: [ExpectationOutcome]) -> RunResult {
        let failures = outcomes.filter { !$0.held }
        if failures.contains(where: { !isLimited || !$0.isAboutTime }) { return .failed }
        return failures.isEmpty && lateArrivals == 0 ? .passed : .limitedByGenerator
    }
}
