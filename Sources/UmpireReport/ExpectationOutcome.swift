/// What became of an expectation.
public struct ExpectationOutcome: Equatable, Sendable {
    /// As the scenario says it.
    public var text: String
    /// The metric's name.
    public var metric: String
    /// The number's name: `p99`, `max`, `per second`; of a counter `value`.
    public var statistic: String
    /// What came out, in the metric's unit; nil when there was no value at all.
    public var actual: Double?
    /// With what it was compared, in the metric's unit.
    public var threshold: Double
    /// Whether it held.
    public var held: Bool
    /// How far it is from the threshold, in the metric's unit; nil when it held or had no value.
    public var missedBy: Double?
    /// What came out in words: "snapshot.gap p99 was 61.2 ms, 21.2 ms over the 40 ms expected".
    public var words: String
    /// Whether a slow machine of the bots can make it fail.
    public var isAboutTime: Bool
}
