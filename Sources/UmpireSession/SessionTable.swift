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
    /// The token of the last return, while nothing shows that the player has the new one.
    package fileprivate(set) var spentToken: ResumeToken?
    /// How often the player may still return.
    fileprivate var returns: TokenCredit
}

/// The sessions of a shard, by id and by the tokens that work for each: one, and after a return the
/// one that it was made with, until an input shows that the answer with the new one arrived.
package struct SessionTable: Sendable {
    private static let returnRate = TokenRate(
        rate: Limits.returnsPerSecond, burst: Limits.returnBurst)
    private var sessions: [SessionID: Session] = [:]
    private var byToken: [ResumeToken: SessionID] = [:]
    private var lastID: UInt64 = 0

    package init() {}

    package var count: Int { sessions.count }

    package subscript(id: SessionID) -> Session? { sessions[id] }

    /// How many tokens work.
    package var tokens: Int { byToken.count }

    /// The ids of all sessions, in order.
    package var ids: [SessionID] { sessions.keys.sorted { $0.rawValue < $1.rawValue } }

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

    /// The session whose token this is.
    package func session(with token: ResumeToken) -> Session? {
        byToken[token].flatMap { sessions[$0] }
    }

    /// Whether the player may return now; one who does so again and again must wait.
    package mutating func mayReturn(_ id: SessionID, at now: Instant) -> Bool {
        sessions[id]?.returns.take(SessionTable.returnRate, now: now) ?? false
    }

    /// Puts a player who returned with the token `spent` on `connection`.
    ///
    /// From now on `token` works, and `spent` again until `confirm`: a connection that breaks
    /// before the answer has arrived must not cost the seat.
    package mutating func comeBack(
        _ id: SessionID, with spent: ResumeToken, on connection: ConnectionID,
        newToken token: ResumeToken
    ) {
        guard let session = sessions[id] else { return }
        byToken[session.token] = nil
        if let older = session.spentToken { byToken[older] = nil }
        byToken[spent] = id
        byToken[token] = id
        sessions[id]?.spentToken = spent
        sessions[id]?.token = token
        sessions[id]?.connection = connection
        checkInvariants(id)
    }

    /// The player has the newest token: the one before works no more.
    package mutating func confirm(_ id: SessionID) {
        guard let spent = sessions[id]?.spentToken else { return }
        byToken[spent] = nil
        sessions[id]?.spentToken = nil
    }

    /// Notes that the session's connection broke.
    package mutating func drop(_ id: SessionID) { sessions[id]?.connection = nil }

    /// Ends a session; its token works no more.
    package mutating func end(_ id: SessionID) {
        guard let session = sessions.removeValue(forKey: id) else { return }
        byToken[session.token] = nil
        if let spent = session.spentToken { byToken[spent] = nil }
    }

    private func checkInvariants(_ id: SessionID) {
        require(
            (sessions.count...2 * sessions.count).contains(byToken.count),
            "each session has one token or two")
        require(
            sessions[id].map { byToken[$0.token] == id } ?? false, "a session's token is its own")
    }
}
