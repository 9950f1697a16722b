import UmpireBasics
import UmpireHTTP

/// What a connection needs while it makes requests; gone once it is a WebSocket.
final class RequestReading {
    var decoder = RequestDecoder()
    /// Whether the last request was answered and nothing of another has come.
    var isResting = false
    /// Until when a request must be whole, or the rest end.
    var deadline: Instant

    init(until now: Instant, _ limits: ServerLimits) {
        deadline = now.advanced(byMilliseconds: limits.requestMilliseconds)
    }
}
