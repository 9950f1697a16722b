public import UmpireBasics
public import UmpireState

/// A cue as a client receives it.
public struct SeenCue<Cue: Replicable>: Sendable {
    /// When it happened, on the server's count of ticks.
    public let tick: Tick
    /// What happened.
    public let cue: Cue
}
