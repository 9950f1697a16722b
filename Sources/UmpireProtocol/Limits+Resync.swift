public import UmpireBasics

// What is bounded of clients that ask for keyframes.

extension Limits {
    /// Keyframes that one connection asks for a second in the long run; `resync` is refused with
    /// `tooManyResyncs`.
    public static let resyncsPerSecond = 1
    /// Keyframes that one connection asks for at once.
    public static let resyncBurst = 3
    /// Keyframes that a client asks for in a row without being helped; then it returns instead.
    ///
    /// No more than the burst: a client that is ill is never refused before it gives up.
    public static let resyncsInRow = 3
    /// Milliseconds for which a client waits for a keyframe before it asks again.
    public static let resyncPatienceMilliseconds: UInt64 = 2_000
    /// Cases of clients that asked for keyframes, kept by a shard; the oldest are dropped.
    public static let resyncCases = 8
}
