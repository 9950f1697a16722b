import UmpireBasics
import UmpireGame
import UmpireLobby
import UmpireProtocol
import UmpireRoom
import UmpireSession
import UmpireState

// Greeting, sitting down, coming back and leaving.

extension Shard {
    mutating func greet(
        _ connection: ConnectionID, _ hello: ClientMessage.Hello, at now: Instant
    ) {
        guard hello.version == 1 else { return hangUp(connection, .updateNeeded) }
        guard let resume = hello.resume else {
            sendWelcome(connection, hello)
            links[connection]?.state = .greeted(name: hello.name ?? "Player")
            return
        }
        guard let token = ResumeToken(resume), let session = sessions.session(with: token),
            let room = room(session.room)
        else { return hangUp(connection, .forbidden) }
        // Who has the seat keeps it, and the token goes on to work.
        guard sessions.mayReturn(session.id, at: now) else {
            return hangUp(connection, .tooManyMessages)
        }
        sendWelcome(connection, hello)
        comeBack(connection, session, room, with: token)
    }

    private mutating func sendWelcome(_ connection: ConnectionID, _ hello: ClientMessage.Hello) {
        var welcome = ServerMessage.Welcome()
        welcome.game = game.info.name
        welcome.tickRate = game.info.tickRate
        welcome.snapshotRate = game.info.snapshotRate
        welcome.minPlayers = game.info.players.lowerBound
        welcome.maxPlayers = game.info.players.upperBound
        welcome.graceSeconds = game.info.graceSeconds
        welcome.schemaHash = game.description.hash
        if hello.schemaHash != game.description.hash { welcome.schema = game.description.json }
        effects.send(.welcome(welcome), to: connection)
    }

    private mutating func comeBack(
        _ connection: ConnectionID, _ session: Session, _ room: Room, with spent: ResumeToken
    ) {
        if let old = session.connection { hangUp(old, .superseded) }
        counters.returns += 1
        let token = newToken()
        sessions.comeBack(session.id, with: spent, on: connection, newToken: token)
        links[connection]?.isReturning = true
        room.comeBack(session.player, on: connection)
        links[connection]?.state = .seated(
            session.id, room: session.room, player: session.player)
        sendSeated(connection, room, session.player, isReturned: true, token)
    }

    mutating func seat(
        _ connection: ConnectionID, _ name: String, in room: Room, of message: ClientMessage,
        at now: Instant
    ) throws(Refusal) {
        let occupant = Occupant(session: sessions.nextID, name: name)
        guard let player = room.join(occupant, on: connection) else {
            // Whoever guesses codes is not told that a private room is there.
            guard room.settings.isPublic else { throw noSuchRoom(message) }
            throw Refusal(
                of: message.type, .roomFull,
                "room \(room.settings.code) is full; spectate it or ask for a quick match")
        }
        let token = newToken()
        let id = sessions.begin(
            name: name, room: room.settings.id, player: player, connection: connection,
            token: token, at: now)
        links[connection]?.state = .seated(id, room: room.settings.id, player: player)
        sendSeated(connection, room, player, isReturned: false, token)
    }

    mutating func spectate(
        _ connection: ConnectionID, _ name: String, _ room: Room
    ) throws(Refusal) {
        guard room.spectate(on: connection) else {
            throw Refusal(
                of: "spectate", .roomFull, "room \(room.settings.code) has too many spectators")
        }
        links[connection]?.state = .spectating(name: name, room: room.settings.id)
        sendSeated(connection, room, nil, isReturned: false, nil)
    }

    mutating func leave(_ connection: ConnectionID, _ state: Link.State) {
        switch state {
        case .seated(let session, let roomID, let player):
            let name = sessions[session]?.name ?? "Player"
            sessions.end(session)
            room(roomID)?.leave(player)
            links[connection]?.state = .greeted(name: name)
        case .spectating(let name, let roomID):
            room(roomID)?.stopSpectating(connection)
            links[connection]?.state = .greeted(name: name)
        case .fresh, .greeted, .closing:
            return
        }
        effects.send(.left, to: connection)
    }

    private mutating func sendSeated(
        _ connection: ConnectionID, _ room: Room, _ player: PlayerID?, isReturned: Bool,
        _ token: ResumeToken?
    ) {
        let seated = ServerMessage.Seated(
            room: room.settings.code, player: player, isReturned: isReturned,
            resumeToken: token?.text, phase: room.phase.name, tick: room.tick)
        effects.send(.seated(seated), to: connection)
        room.brief(connection, &effects)
    }

    private func newToken() -> ResumeToken {
        ResumeToken(high: random(), low: random(), shard: place.index)
    }

    // MARK: finding a room

    mutating func quickMatchRoom(at now: Instant) throws(Refusal) -> Room {
        let candidates = rooms.lazy.map {
            QuickMatch.Candidate(
                room: $0.settings.id, humans: $0.seats.humans.count, isOpen: $0.isOpen)
        }
        if let id = QuickMatch.choose(candidates), let room = room(id) { return room }
        guard let room = openRoom(isPublic: true, at: now) else { throw full("quickMatch") }
        return room
    }

    mutating func created(
        by connection: ConnectionID, isPrivate: Bool, seats: Int?, at now: Instant
    ) throws(Refusal) -> Room {
        if let seats, !game.info.players.contains(seats) {
            let players = game.info.players
            throw Refusal(
                of: "create", .badMessage,
                "\"seats\" is \(players.lowerBound) to \(players.upperBound) in this game")
        }
        guard links[connection]?.admitCreation(rates, at: now) == true else {
            throw Refusal(
                of: "create", .tooManyRooms, "you create rooms too often; wait a second")
        }
        guard let room = openRoom(isPublic: !isPrivate, seats: seats, at: now) else {
            throw full("create")
        }
        return room
    }

    func existingRoom(_ code: String, of message: ClientMessage) throws(Refusal) -> Room {
        guard let room = codes[code].flatMap({ room($0) }) else { throw noSuchRoom(message) }
        return room
    }

    private func noSuchRoom(_ message: ClientMessage) -> Refusal {
        Refusal(
            of: message.type, .noSuchRoom,
            "no room with a free seat has this code; ask for the code again, or spectate")
    }

    private func full(_ type: String) -> Refusal {
        Refusal(of: type, .serverFull, "the server has no room left; try again later")
    }
}
