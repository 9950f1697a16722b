/// Connections that are no WebSocket yet, oldest first.
///
/// Those that became one or ended stay in it until they are the oldest, or it is compacted: it is
/// never longer than twice the limit.
struct HandshakeQueue {
    private var connections: [Connection] = []
    private var first = 0

    /// Adds a new connection; returns the oldest one when there are more than `limit` now.
    mutating func add(_ connection: Connection, limit: Int) -> Connection? {
        if connections.count - first >= 2 * limit { compact() }
        connections.append(connection)
        skipSettled()
        guard connections.count - first > limit else { return nil }
        compact()
        guard connections.count > limit else { return nil }
        first = 1
        return connections[0]
    }

    private mutating func skipSettled() {
        while first < connections.count, !connections[first].isHandshaking { first += 1 }
        if first > 1_024, first * 2 > connections.count { compact() }
    }

    private mutating func compact() {
        connections.removeSubrange(..<first)
        connections.removeAll { !$0.isHandshaking }
        first = 0
    }
}
