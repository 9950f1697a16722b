import UmpireLoop

/// What a server holds at a moment.
package struct ServerCensus: Equatable, Sendable {
    /// TCP connections.
    package var connections = 0
    /// Players who have a seat or may come back to one.
    package var sessions = 0

    /// Nothing held.
    package init() {}

    init(connections: Int, sessions: Int) {
        self.connections = connections
        self.sessions = sessions
    }

    /// Everything together.
    package var total: Int { connections + sessions }
}

/// Adds up what the loops of a server say.
final class CensusTaker: Sendable {
    private let sum = Locked(ServerCensus())
    private let signal = StartSignal()

    func add(_ part: ServerCensus) {
        sum.withLock { sum in
            sum.connections += part.connections
            sum.sessions += part.sessions
        }
        signal.post()
    }

    /// The sum, once so many loops have answered.
    func wait(answers: Int) -> ServerCensus {
        for _ in 0..<answers { signal.wait() }
        return sum.withLock { $0 }
    }
}
