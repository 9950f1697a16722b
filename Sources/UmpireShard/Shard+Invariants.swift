package import UmpireBasics
import UmpireLobby
package import UmpireRoom
import UmpireSession

// What must hold after each event.

extension Shard {
    /// Checks that rooms, sessions, links and codes agree; O(rooms + connections).
    package func checkInvariants() throws(BrokenInvariant) {
        try sessions.checkInvariants()
        var members = 0
        var people = 0
        var last = RoomID(0)
        for room in rooms {
            try require(last < room.settings.id, "rooms are out of order")
            last = room.settings.id
            try room.checkInvariants()
            try require(
                codes[room.settings.code] == room.settings.id,
                "code \(room.settings.code) is not its room's")
            members += room.members.count
            people += try checkSeats(of: room)
        }
        try require(codes.count == rooms.count, "\(rooms.count) rooms have \(codes.count) codes")
        try require(people == sessions.count, "\(people) people have \(sessions.count) sessions")
        let placed = try checkLinks()
        try require(placed == members, "\(placed) connections are \(members) members of rooms")
        try require(rooms.count <= configuration.maxRooms, "there are \(rooms.count) rooms")
        try require(
            unheard.count <= max(links.count * 4 + 64, 1_024),
            "\(unheard.count) deadlines wait for \(links.count) connections")
    }

    /// The room of a connection; mutating, so that the shard is looked at where it is.
    package mutating func findRoom(of connection: ConnectionID) -> Room? {
        place(of: connection)?.room
    }

    /// The room and seat of a connection, nil when it is in none.
    package func place(of connection: ConnectionID) -> (room: Room, player: PlayerID?)? {
        switch links[connection]?.state {
        case .seated(_, let id, let player)?: room(id).map { ($0, player) }
        case .spectating(_, let id)?: room(id).map { ($0, nil) }
        case .fresh?, .greeted?, .closing?, nil: nil
        }
    }

    /// Each person's seat is a session's, and the session's connection knows it.
    private func checkSeats(of room: Room) throws(BrokenInvariant) -> Int {
        var people = 0
        for player in room.seats.occupied {
            let id: SessionID
            var isHere = false
            switch room.seats[player] {
            case .empty, .bot: continue
            case .human(let occupant):
                id = occupant.session
                isHere = true
            case .dropped(let occupant, _): id = occupant.session
            }
            people += 1
            let session = sessions[id]
            try require(
                session?.room == room.settings.id && session?.player == player,
                "seat \(player) of \(room.settings.code) is no session's")
            try require(
                (session?.connection != nil) == isHere,
                "seat \(player) of \(room.settings.code) and its session disagree")
            guard let connection = session?.connection else { continue }
            guard case .seated(id, room.settings.id, player)? = links[connection]?.state else {
                throw BrokenInvariant("a connection does not know its seat \(player)")
            }
            try require(
                room.members.contains { $0.connection == connection && $0.player == player },
                "a player of \(room.settings.code) is not sent anything")
        }
        return people
    }

    /// How many connections are in rooms.
    private func checkLinks() throws(BrokenInvariant) -> Int {
        var placed = 0
        for connection in links.connections {
            switch links[connection]?.state {
            case .seated(let session, _, _)?:
                try require(
                    sessions[session]?.connection == connection,
                    "a seat is played by a connection that is not its session's")
                placed += 1
            case .spectating(_, let id)?:
                try require(room(id) != nil, "a connection watches a room that is gone")
                placed += 1
            case .fresh?, .greeted?, .closing?, nil: break
            }
        }
        return placed
    }

    private func require(
        _ condition: Bool, _ what: @autoclosure () -> String
    ) throws(BrokenInvariant) {
        if !condition { throw BrokenInvariant(what()) }
    }
}
