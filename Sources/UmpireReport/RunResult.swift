/// How a run of bots ended.
public enum RunResult: String, CaseIterable, Sendable {
    /// Every expectation held.
    case passed
    /// An expectation did not hold.
    case failed
    /// The run did not take place.
    case couldNotRun = "could not run"
    /// The bots' machine was too slow, so the run says nothing about the server.
    case limitedByGenerator = "limited by the generator"

    /// What the program ends with.
    public var exitCode: Int32 {
        switch self {
        case .passed: 0
        case .failed: 1
        case .couldNotRun: 2
        case .limitedByGenerator: 3
        }
    }
}
