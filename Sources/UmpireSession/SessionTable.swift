package import UmpireBasics

/// A player's stay in a room. It outlives the connection, and ends by leaving or when the grace is
/// over.
package struct Session: Sendable {
    package let id: SessionID
    package let name: String
    package let room: RoomID
    package let player: PlayerID
    /// The connection that plays, nil while the player is dropped.
    package var connection: ConnectionID?
    package fileprivate(set) var token: ResumeToken
    /// How often the player may still return.
    fileprivate var returns: TokenCredit
}

/// The sessions of a shard, by id and by the one token that works for each.
package struct SessionTable: Sendable {
    private static let returnRate = TokenRate(
        rate: Limits.returnsPerSecond, burst: Limits.returnBurst)
    private var sessions: [SessionID: Session] = [:]
    private var byToken: [ResumeToken: SessionID] = [:]
    private var lastID: UInt64 = 0

    package init() {}

    package var count: Int { sessions.count }

    package subscript(id: SessionID) -> Session? { sessions[id] }

    /// The number that the next session will have.
    package var nextID: SessionID { SessionID(lastID + 1) }

    /// Begins the session with the number `nextID`.
    package mutating func begin(
        name: String, room: RoomID, player: PlayerID, connection: ConnectionID, token: ResumeToken,
        at now: Instant
    ) -> SessionID {
        lastID += 1
        let id = SessionID(lastID)
        sessions[id] = Session(
            id: id, name: name, room: room, player: player, connection: connection, token: token,
            returns: TokenCredit(full: SessionTable.returnRate, now: now))
        byToken[token] = id
        checkInvariants(id)
        return id
    }

    /// The session whose token this is. A token that was used before is nobody's.
    package func session(with token: ResumeToken) -> Session? {
        byToken[token].flatMap { sessions[$0] }
    }

    /// Whether the player may return now; one who does so again and again must wait.
    package mutating func mayReturn(_ id: SessionID, at now: Instant) -> Bool {
        sessions[id]?.returns.take(SessionTable.returnRate, now: now) ?? false
    }

    /// Puts a returning player on `connection`; from now on only `token` works.
    package mutating func comeBack(
        _ id: SessionID, on connection: ConnectionID, newToken token: ResumeToken
    ) {
        guard let old = sessions[id]?.token else { return }
        byToken[old] = nil
        byToken[token] = id
        sessions[id]?.token = token
        sessions[id]?.connection = connection
        checkInvariants(id)
    }

    /// Notes that the session's connection broke.
    package mutating func drop(_ id: SessionID) { sessions[id]?.connection = nil }

    /// Ends a session; its token works no more.
    package mutating func end(_ id: SessionID) {
        if let session = sessions.removeValue(forKey: id) { byToken[session.token] = nil }
    }

    private func checkInvariants(_ id: SessionID) {
        require(sessions.count == byToken.count, "each session has one token")
        require(
            sessions[id].map { byToken[$0.token] == id } ?? false, "a session's token is its own")
    }
}
