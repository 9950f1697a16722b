/// One thing that is wrong with a scenario file.
public struct ScenarioFault: Error, Equatable, Sendable {
    /// Where it begins.
    public let place: FilePlace
    /// What is wrong, and what to do about it.
    public let message: String

    init(_ place: FilePlace, _ message: String) {
        self.place = place
        self.message = message
    }
}
