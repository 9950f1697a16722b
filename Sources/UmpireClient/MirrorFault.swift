public import UmpireBasics
public import UmpireState

/// Why a snapshot frame cannot be taken; the remedy is always a keyframe.
public enum MirrorFault: Error, Equatable, Sendable {
    /// The bytes do not begin with the head of a snapshot frame.
    case notASnapshot
    /// The frame is a delta against a tick that the mirror does not hold.
    case unknownBaseline(tick: Tick, age: UInt8)
    /// The frame names tables that were not sent.
    case unknownEpoch(UInt8)
    /// The frame's bits do not give a state or its cues.
    case undecodable(DecodeError)
    /// The state differs from the server's: `computed` here, `expected` there.
    case differentState(tick: Tick, expected: UInt32, computed: UInt32)
}
