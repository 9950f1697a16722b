/// The server of a run that starts its own.
public struct ScenarioServer: Equatable, Sendable {
    /// Its loops; 1…64.
    public var loops = 1
    /// Seats that the server's own bots fill up to in each room; nil: as the game says.
    public var botSeats: Int?

    /// One loop.
    public init() {}
}
