/// What a frame is written against: how many ticks back two snapshots lie that the client holds.
struct BaselineAges: Equatable, Sendable, BitwiseCopyable {
    /// The newest; 0: none, so that the frame is a keyframe.
    let baseline: UInt8
    /// The one before it; 0: none.
    let predecessor: UInt8
}
