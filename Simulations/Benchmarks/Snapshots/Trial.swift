import UmpireState

/// All modes, baselines and rules on one workload: tables learn from one half of its snapshots, and
/// the other half is measured.
struct Trial {
    static let baselineAges = [1, 6]
    /// The oldest snapshot that a mode is given: the predecessor of the oldest baseline.
    private static let oldestAge = (baselineAges.max() ?? 1) + 1

    private let workload: Workload
    private let measuredHalf: Half
    private let frames: FrameFiles?
    private var contests: [Contest] = []
    private var rules: [any Rule]
    /// Bytes in all, for each baseline and then each rule.
    private var ruleBytes: [Int: [Int]] = [:]
    private var isTrained = false

    /// A trial that also writes packets for other decoders into `frames`, where there is one.
    init(_ workload: Workload, measuring half: Half, runs: Int, frames: FrameFiles?) {
        self.workload = workload
        self.frames = frames
        measuredHalf = half
        rules = workload.shape.rules
        for age in Trial.baselineAges {
            ruleBytes[age] = rules.map { _ in 0 }
            for mode in CodecUnderTest.Mode.allCases {
                contests.append(Contest(workload.shape, mode, baselineAge: age, runs: runs))
            }
        }
    }

    mutating func run() throws -> [ResultRow] {
        if measuredHalf == .first {
            try walk { trial, history, isMeasured in if !isMeasured { trial.train(history) } }
        }
        try walk { trial, history, isMeasured in
            trial.follow(history)
            if isMeasured {
                try trial.measure(history)
            } else if !trial.isTrained {
                trial.train(history)
            }
        }
        try frames?.finish()
        return contests.map { contest in
            let bytes = ruleBytes[contest.baselineAge] ?? []
            return ResultRow(
                workload: workload, contest: contest,
                rules: zip(rules, bytes).map { ResultRow.Other(name: $0.name, bytes: $1) })
        }
    }

    /// Goes through all snapshots in order, and says of each whether it is to be measured.
    private mutating func walk(
        _ visit: (inout Trial, History, Bool) throws -> Void
    ) throws {
        var history = History(workload.shape, length: Trial.oldestAge + 1)
        var source = try workload.open()
        let middle = workload.count / 2
        for frame in 0..<workload.count {
            try history.advance(&source)
            let isInHalf = (frame < middle) == (measuredHalf == .first)
            try visit(&self, history, isInHalf && frame >= Trial.oldestAge)
        }
    }

    private mutating func follow(_ history: History) {
        guard let now = history[0] else { return }
        for index in rules.indices { rules[index].follow(now) }
    }

    private mutating func train(_ history: History) {
        for index in contests.indices { contests[index].train(history) }
    }

    private mutating func measure(_ history: History) throws {
        guard let now = history[0] else { return }
        if !isTrained {
            isTrained = true
            for index in contests.indices {
                try contests[index].finishTraining()
                frames?.begin(&contests[index], history)
            }
        }
        for index in contests.indices {
            let packet = try contests[index].measure(history)
            frames?.append(packet, of: now, in: contests[index])
        }
        for age in Trial.baselineAges {
            guard let baseline = history[age] else { continue }
            for index in rules.indices {
                let bytes = rules[index].bytes(of: now, against: baseline)
                ruleBytes[age]?[index] += bytes
            }
        }
    }
}

/// A half of a workload's snapshots.
enum Half: Sendable {
    case first, second
}
