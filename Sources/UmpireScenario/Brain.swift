/// What decides what a bot does.
public enum Brain: Equatable, Sendable {
    /// The game's own bot, which sees what its player may see.
    case `default`
    /// Sends the idle input.
    case idle
    /// Sends valid inputs by chance.
    case monkey
    /// Sends broken frames, floods, stale acknowledgements: nobody else may notice.
    case hostile
    /// Sends the inputs of one player of a recording, again from the start when they end.
    case recorded(path: String)
}
