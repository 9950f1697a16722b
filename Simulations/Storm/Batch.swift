/// Many seeds, and what came of them together.
struct Batch {
    let kept: [UInt64]
    let from: UInt64
    let count: Int
    let overrides: Overrides
    let canary: Canary?
    let isJSON: Bool

    private struct Totals {
        var seeds = 0
        var seconds = 0.0
        var roomHours = 0.0
        var events = 0
        var compared = 0
        var recordings = 0
        var faults = [Int](repeating: 0, count: FaultKind.allCases.count)
        var reached = [Int](repeating: 0, count: 5)
        var broken: [(seed: UInt64, violation: String)] = []

        mutating func add(_ outcome: StormOutcome) {
            seeds += 1
            seconds += outcome.seconds
            roomHours += outcome.roomHours
            events += outcome.events
            compared += outcome.compared
            recordings += outcome.recordings
            for index in reached.indices { reached[index] += outcome.reached[index] }
            for index in faults.indices { faults[index] += outcome.faults[index] }
            if let violation = outcome.violation { broken.append((outcome.seed, violation)) }
        }
    }

    /// Runs all; returns how many are broken.
    func run() -> Int {
        let clock = ContinuousClock()
        let begin = clock.now
        var totals = Totals()
        var told = begin
        let all = kept + (0..<UInt64(count)).map { from + $0 }
        for seed in all {
            var configuration = StormConfiguration(seed: seed)
            overrides.apply(to: &configuration)
            configuration.canary = canary
            let outcome = Storm(configuration).run()
            totals.add(outcome)
            if let violation = outcome.violation {
                tell(
                    "seed \(seed) BROKEN at \(StormOutcome.short(outcome.violationSeconds)) s: "
                        + "\(violation)\n  \(configuration.text)")
            } else if clock.now - told > .seconds(5) {
                told = clock.now
                tell(
                    "\(totals.seeds) of \(all.count) seeds, \(totals.broken.count) broken, "
                        + "\(StormOutcome.short(totals.roomHours)) room-hours")
            }
        }
        print(report(totals, taken: (clock.now - begin) / .seconds(1)))
        return totals.broken.count
    }

    private func tell(_ line: String) { ProgressLine.tell(line, isAside: isJSON) }

    private func report(_ totals: Totals, taken: Double) -> String {
        let speed = StormOutcome.short(totals.seconds / max(taken, 1e-9))
        let faults = totals.faults.reduce(0, +)
        let kinds = FaultKind.allCases.enumerated().map { ($1.rawValue, totals.faults[$0]) }
        if isJSON {
            let inner = kinds.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
            let broken = totals.broken.map { "\($0.seed)" }.joined(separator: ",")
            return "{\"seeds\":\(totals.seeds),\"kept\":\(kept.count),"
                + "\"seconds\":\(StormOutcome.short(totals.seconds)),"
                + "\"roomHours\":\(StormOutcome.short(totals.roomHours)),"
                + "\"events\":\(totals.events),\"compared\":\(totals.compared),"
                + "\"recordings\":\(totals.recordings),\"faults\":\(faults),"
                + "\"faultsByKind\":{\(inner)},\"broken\":[\(broken)],"
                + "\"wallSeconds\":\(StormOutcome.short(taken)),\"timesRealTime\":\(speed)}"
        }
        let words = kinds.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return """
            \(totals.seeds) seeds (\(kept.count) kept), each with a configuration of its own
            \(StormOutcome.short(totals.roomHours)) room-hours, \(faults) faults: \(words)
            \(totals.events) events, \(totals.compared) states compared, \
            \(totals.recordings) recordings verified
            \(totals.reached[0]) moves, \(totals.reached[1]) silent ones given up, \
            \(totals.reached[2]) slow readers sent away, \(totals.reached[3]) long steps, \
            \(totals.reached[4]) processes
            \(totals.broken.count) violations
            \(StormOutcome.short(taken)) s, \(speed) times real time
            """
    }
}
