import UmpireBasics

/// The named maxima of the shell, with what happens beyond them; tests choose smaller ones.
struct ServerLimits: Sendable {
    /// Bytes that a connection may have unsent; beyond it the connection is closed as a slow reader
    /// (4430).
    var unsentBytes = 262_144
    /// Bytes that the kernel may hold unsent for a connection; beyond it they count as unsent here.
    var kernelQueueBytes = 16_384
    /// Milliseconds for which sent bytes may stay unacknowledged (`TCP_USER_TIMEOUT`).
    var unacknowledgedMilliseconds = 20_000
    /// Milliseconds from accepting a connection, or from the first byte of a later request, to the
    /// end
    /// of the request's head; then 408.
    var requestMilliseconds: UInt64 = 5_000
    /// Milliseconds that a kept-alive connection may rest between requests; then it is closed.
    var keepAliveMilliseconds: UInt64 = 15_000
    /// Moves of a connection between loops at once, and one a second in the long run; then 4429.
    var moves = 16
    /// Milliseconds of silence after which a WebSocket is pinged.
    var pingMilliseconds: UInt64 = 5_000
    /// Milliseconds of silence after which a WebSocket is given up.
    var silenceMilliseconds: UInt64 = 15_000
    /// Milliseconds between looks at all connections' deadlines.
    var sweepMilliseconds: UInt64 = 1_000
    /// Milliseconds between two reports of a loop to the others.
    var newsMilliseconds: UInt64 = 250
    /// Milliseconds that connections have for their goodbye when the server stops.
    var goodbyeMilliseconds: UInt64 = 1_000
    /// Milliseconds between two warnings about late ticks.
    var warningMilliseconds: UInt64 = 10_000
    /// TCP connections at once; one more is refused at once.
    ///
    /// More than a shard has of WebSockets, so that these are told 1013 and the page is still
    /// served.
    var connections = 21_000
    /// WebSockets at once; one more is closed with 1013.
    var webSockets = Limits.connections
}
