/// The named maxima of the shell, with what happens beyond them.
enum ServerLimits {
    /// Bytes that a connection may have unsent; beyond it the connection is closed as a slow reader (4430).
    static let unsentBytes = 262_144
    /// Bytes that the kernel may hold unsent for a connection; beyond it they count as unsent here.
    static let kernelQueueBytes = 16_384
    /// Milliseconds for which sent bytes may stay unacknowledged (`TCP_USER_TIMEOUT`).
    static let unacknowledgedMilliseconds = 20_000
    /// Milliseconds from accepting a connection to its first whole request; then 408.
    static let requestMilliseconds: UInt64 = 5_000
    /// Milliseconds that a kept-alive connection may rest between requests.
    static let keepAliveMilliseconds: UInt64 = 15_000
    /// Milliseconds of silence after which a WebSocket is pinged.
    static let pingMilliseconds: UInt64 = 5_000
    /// Milliseconds of silence after which a WebSocket is given up.
    static let silenceMilliseconds: UInt64 = 15_000
    /// Milliseconds between looks at all connections' deadlines.
    static let sweepMilliseconds: UInt64 = 1_000
    /// Milliseconds that connections have for their goodbye when the server stops.
    static let goodbyeMilliseconds: UInt64 = 1_000
    /// Milliseconds between two warnings about late ticks.
    static let warningMilliseconds: UInt64 = 10_000
    /// Connections at once, WebSockets or not; one more is refused at once.
    static let connections = 20_000
}
