public import UmpireBasics

/// A cue as a client receives it: when, and where its row lies in the mirror's `cueWords`.
public struct CueRow: Equatable, Sendable, BitwiseCopyable {
    /// When it happened, on the server's count of ticks.
    public let tick: Tick
    /// The index of its row's first word.
    public let start: Int
    /// Words of its row.
    public let width: Int

    /// Its row's words.
    public var words: Range<Int> { start..<(start + width) }
}
