/// What the shell counted since its start.
struct ServerCounters: Sendable {
    private var refusals = [Int](repeating: 0, count: RefusalCause.allCases.count)

    /// How many were sent away for this cause.
    subscript(cause: RefusalCause) -> Int {
        get { refusals[cause.rawValue] }
        set { refusals[cause.rawValue] = newValue }
    }
}
