/// The bounds of what a scenario may say; more is an error when it is read.
public enum ScenarioLimits {
    /// Bots that come in one run.
    public static let arrivals = 1_000_000
    /// Bytes of a file.
    static let fileBytes = 256 * 1_024
    /// Values in a file, and how deep they may be nested.
    static let nodes = 20_000
    static let depth = 16
    /// Entries of one list or map.
    static let entries = 1_000
    /// Faults that are reported together.
    static let faults = 20
}
