/// A row of the report: one workload, baseline and mode.
struct ResultRow {
    let workload: Workload
    let mode: CodecUnderTest.Mode
    let baseline: String
    private(set) var measurement: Measurement
    /// The other rules, the rival first.
    private(set) var rules: [Other]

    /// What another rule needs for the same snapshots.
    struct Other {
        let name: String
        /// In all.
        var bytes: Int
    }

    init(workload: Workload, contest: Contest, rules: [Other]) {
        self.workload = workload
        mode = contest.mode
        baseline = "t-\(contest.baselineAge)"
        measurement = contest.measurement
        self.rules = rules
    }

    /// Adds what was measured in the other half.
    mutating func add(_ other: ResultRow) {
        measurement.add(other.measurement)
        for index in rules.indices { rules[index].bytes += other.rules[index].bytes }
    }

    var bytesPerSnapshot: Double { mean(measurement.packetBytes) }

    /// The mean of bytes in all.
    func mean(_ bytes: Int) -> Double { Double(bytes) / Double(max(1, measurement.snapshots)) }

    /// Thousands of bits a second of `bytes` for each snapshot.
    func kbps(_ bytes: Double) -> Double { bytes * Double(workload.rate) * 8 / 1_000 }

    /// Our bytes as a part of the rival's.
    var shareOfRival: Double {
        guard let rival = rules.first?.bytes, rival > 0 else { return 0 }
        return Double(measurement.packetBytes) / Double(rival)
    }

    var keyframeBytes: Double {
        Double(measurement.keyframeBytes) / Double(max(1, measurement.keyframes))
    }

    var sharedNanoseconds: Double {
        measurement.sharedTotal / Double(max(1, measurement.sharings))
    }

    var separateNanoseconds: Double {
        measurement.separateTotal / Double(max(1, measurement.sharings))
    }
}
