/// What the shell counted since its start.
struct ServerCounters: Sendable {
    /// Requests that were refused for what they are.
    var badRequests = 0
    /// WebSockets closed for a broken frame.
    var violations = 0
    /// Connections closed because they read too slowly.
    var slowReaders = 0
    /// Connections refused because there were too many.
    var refusedConnections = 0
    /// Times at which ticks began more than a period late.
    var lateTurns = 0
}
