/// What came of one storm.
struct StormOutcome {
    let seed: UInt64
    let configuration: String
    /// What did not hold first, and when, in seconds of the storm; nil: everything held.
    var violation: String?
    var violationSeconds = 0.0
    var traceHash: UInt64 = 0
    var events = 0
    /// Seconds that passed in the storm.
    var seconds = 0.0
    /// Ticks of rooms that were shown to somebody, as hours of rooms.
    var roomHours = 0.0
    /// Snapshots whose state was compared at a client.
    var compared = 0
    /// Tables of the codec that clients took.
    var tablesTaken = 0
    /// Inputs that clients sent.
    var inputs = 0
    /// Recordings that were simulated anew.
    var recordings = 0
    /// What the server counted: moves, silent ones given up, slow readers, long steps, starts.
    var reached = [Int](repeating: 0, count: 5)
    /// By the number of the kind.
    var faults = [Int](repeating: 0, count: FaultKind.allCases.count)

    init(seed: UInt64, configuration: String) {
        self.seed = seed
        self.configuration = configuration
    }

    var faultCount: Int { faults.reduce(0, +) }
}
