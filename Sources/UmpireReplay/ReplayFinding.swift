public import UmpireBasics
public import UmpireGame

/// What came of re-simulating a recording.
public enum ReplayFinding: Equatable, Sendable {
    /// Every state hash is what was recorded, and so is the verdict.
    case holds(ticks: Int, finalHash: UInt64, verdict: Verdict?)
    /// The first tick after which the state is not the recorded one; `recorded` and `computed` are
    /// the low 32 bits of the state hash, or all 64 when only these differ.
    case differs(tick: Tick, recorded: UInt64, computed: UInt64)
    /// The state holds to the end, but the game judges it otherwise.
    case verdictDiffers(recorded: Verdict?, computed: Verdict?)
    /// The file cannot be read from there on; all ticks before it hold.
    case damaged(ReplayError)
    /// A recording of another game.
    case otherGame(String)
    /// A recording with another schema or tick rate, or with more seats.
    case otherSchema(recorded: UInt64, expected: UInt64)
    /// The file has no end, as after a crash; so many ticks are there, and they hold.
    case incomplete(ticks: Int)
}
