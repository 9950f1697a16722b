import ArgumentParser
import Glibc

/// Plants each bug in turn, and looks for a seed that finds it.
enum Canaries {
    static func run() throws {
        let clock = ContinuousClock()
        var missed = 0
        for canary in Canary.allCases {
            let begin = clock.now
            var finding: StormOutcome?
            var seed: UInt64 = 0
            while finding == nil, clock.now - begin < .seconds(60) {
                seed += 1
                var configuration = StormConfiguration(seed: seed)
                configuration.canary = canary
                let outcome = Storm(configuration).run()
                if outcome.violation != nil { finding = outcome }
            }
            let taken = StormOutcome.short((clock.now - begin) / .seconds(1))
            if let finding {
                print(
                    "\(StormTrace.pad(canary.rawValue)) found by seed \(seed) in \(taken) s: "
                        + (finding.violation ?? ""))
            } else {
                missed += 1
                print("\(StormTrace.pad(canary.rawValue)) NOT FOUND in \(taken) s, \(seed) seeds")
            }
            fflush(nil)
        }
        if missed > 0 { throw ExitCode(1) }
    }
}
