import CWireBench

/// The contenders, one after the other, again and again: what disturbs the machine for a while then
/// disturbs all alike.
struct Rounds {
    let board: Board
    let contenders: [Contender]
    let clients: Int
    let milliseconds: Int
    let count: Int

    /// Runs all rounds and adds their medians.
    func run(into report: inout Report) throws {
        var outcomes: [Contender: [Outcome]] = [:]
        for round in 0..<count {
            for place in contenders.indices {
                // Nobody is always first, or always behind the same other.
                let contender = contenders[(place + round) % contenders.count]
                note("round \(round + 1) of \(count): \(contender.name)")
                let trial = Trial(
                    contender: contender, clients: clients, milliseconds: milliseconds)
                outcomes[contender, default: []].append(try trial.run(board))
            }
        }
        for contender in contenders {
            add(outcomes[contender] ?? [], of: contender, to: &report)
            addRatio(outcomes, contender, &report)
        }
    }

    private func add(
        _ outcomes: [Outcome], of contender: Contender, to report: inout Report
    ) {
        func middle(_ value: (Outcome) -> Double) -> Figure { Figure(median(outcomes.map(value))) }
        let million = 1_000_000.0
        report[contender, .cpuMicrosecondsPerFrame] = middle { $0.cpuMicroseconds }
        report[contender, .p50Milliseconds] = middle { Double($0.delivery.p50) / million }
        report[contender, .p99Milliseconds] = middle { Double($0.delivery.p99) / million }
        report[contender, .p999Milliseconds] = middle { Double($0.delivery.p999) / million }
        report[contender, .deliveredPercent] = middle { 100 * $0.deliveredShare }
        report[contender, .serverLoadPercent] = middle { 100 * $0.serverLoad }
        report[contender, .generatorLoadPercent] = middle { 100 * $0.generatorLoad }
        report[contender, .generatorP99Milliseconds] = middle {
            Double($0.generatorLateness.p99) / million
        }
        report[contender, .frameBytes] = middle { $0.frameBytes }
        report[contender, .onTimePercent] =
            contender.knowsLateness
            ? middle { 100 * $0.onTimeShare } : .missing("not measured: it does not tell")
        addInstructions(outcomes, of: contender, to: &report)
        let limited = outcomes.count { $0.isLimitedByGenerator }
        if limited > 0 {
            report.add(
                remark: "limited by the generator in \(limited) of \(outcomes.count) rounds: "
                    + "latencies are too high", about: contender)
        }
        if contender == .server {
            report.add(
                remark: "due to received: a snapshot carries no time; its room's clock says when "
                    + "it was due", about: contender)
        }
        let lost = outcomes.reduce(0) { $0 + $1.result.lost_connections }
        if lost > 0 { report.add(remark: "closed \(lost) connections", about: contender) }
    }

    private func addInstructions(
        _ outcomes: [Outcome], of contender: Contender, to report: inout Report
    ) {
        let counted = outcomes.filter { $0.result.instructions >= 0 }
        guard counted.isEmpty else {
            let each = counted.map {
                Double($0.result.instructions) / Double(max(1, $0.result.frames))
            }
            report[contender, .instructionsPerFrame] = Figure(median(each))
            return
        }
        report[contender, .instructionsPerFrame] = .missing(
            "not measured: this machine has no counters for it; pass --instructions with "
                + "valgrind installed")
    }

    /// A round's contenders ran within a minute of each other: their ratio moves less than they do.
    private func addRatio(
        _ outcomes: [Contender: [Outcome]], _ contender: Contender, _ report: inout Report
    ) {
        guard let reference = outcomes[.reference], let own = outcomes[contender] else { return }
        let ratios = zip(own, reference).map { $0.cpuMicroseconds / $1.cpuMicroseconds }
        report[contender, .ratio] = Figure(median(ratios))
    }
}
