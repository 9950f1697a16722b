/// Where a stream stands.
///
///     unopened ─▶ connecting ─▶ open ─▶ flushing ─▶ lingering ─▶ closing ─▶ closed
///         │            │          │         └─────────────┴─────────▲
///         │            └──────────┴─────── reset, failure ──────────┤
///         └─ close ────────────────────────────────────────────▶ closed
enum StreamPhase {
    /// libuv knows nothing of it yet.
    case unopened
    /// What is sent waits.
    case connecting
    /// The only phase that delivers bytes.
    case open
    /// Unsent bytes still go out; what is read is thrown away.
    case flushing(StreamEnd, peerHasEnded: Bool)
    /// All was sent and our half is ended; waiting for the peer to end its half, since closing
    /// with unread bytes would send a reset, which may destroy our last bytes on their way.
    case lingering(StreamEnd)
    /// `uv_close` was called; its callback is to come.
    case closing(StreamEnd)
    /// `ended` was called, or will never be.
    case closed
}
