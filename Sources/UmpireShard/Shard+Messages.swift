package import UmpireBasics
import UmpireProtocol
import UmpireRoom
import UmpireSession

// What clients say.

extension Shard {
    /// A text frame came: a control message.
    package mutating func receive(
        text bytes: borrowing Span<UInt8>, from connection: ConnectionID, at now: Instant
    ) {
        receive(text: bytes, from: connection, at: now, canMove: true)
    }

    /// The same; a message that another shard must obey moves the connection there, if `canMove`.
    mutating func receive(
        text bytes: borrowing Span<UInt8>, from connection: ConnectionID, at now: Instant,
        canMove: Bool
    ) {
        guard let isAllowed = links[connection]?.admitMessage(rates, at: now),
            let state = links[connection]?.state
        else { return }
        guard isAllowed else { return hangUp(connection, .tooManyMessages) }
        guard bytes.count <= Limits.controlMessageBytes else { return hangUp(connection, .tooBig) }
        do {
            let message = try ClientMessage(parsing: bytes)
            if canMove, let shard = destination(of: message, state) {
                depart(connection, to: shard, with: bytes)
            } else {
                try obey(message, from: connection, state, at: now)
            }
        } catch {
            refuse(error, connection, at: now)
        }
    }

    /// A binary frame came: an input.
    package mutating func receive(
        binary bytes: RawSpan, from connection: ConnectionID, at now: Instant
    ) {
        switch links.admitInput(from: connection, rates, at: now) {
        case .ignored?, nil: return
        case .tooMany?: hangUp(connection, .tooManyMessages)
        case .noSeat?: hangUp(connection, .invalidInput)
        case .seat(let roomID, let player)?:
            receive(input: bytes, roomID, player, connection)
        case .returned(let session, let roomID, let player)?:
            sessions.confirm(session)
            receive(input: bytes, roomID, player, connection)
        }
    }

    private mutating func receive(
        input bytes: RawSpan, _ roomID: RoomID, _ player: PlayerID, _ connection: ConnectionID
    ) {
        guard let room = room(roomID) else { return hangUp(connection, .invalidInput) }
        counters.inputs += 1
        guard room.receive(input: bytes, of: player) else {
            return hangUp(connection, .invalidInput)
        }
        // Zero is none.
        if let ack = InputFrame.ack(in: bytes), ack != .zero { room.acknowledge(connection, ack) }
    }

    private mutating func refuse(_ refusal: Refusal, _ connection: ConnectionID, at now: Instant) {
        counters.refusals[refusal.code, default: 0] += 1
        effects.send(.refused(refusal), to: connection)
        if refusal.code == .noSuchRoom { effects.append(.wrongCode(connection)) }
        if links[connection]?.refusals.add(at: now) == false { hangUp(connection, .invalidInput) }
    }

    private mutating func obey(
        _ message: ClientMessage, from connection: ConnectionID, _ state: Link.State,
        at now: Instant
    ) throws(Refusal) {
        switch (message, state) {
        case (.hello(let hello), .fresh):
            greet(connection, hello, at: now)
        case (_, .fresh):
            throw Refusal(of: message.type, .wrongPhase, "say \"hello\" first")
        case (.hello, _):
            throw Refusal(of: "hello", .wrongPhase, "\"hello\" is said once")
        case (.list, _):
            sendListings(to: connection, at: now)
        case (.ping(let id), _):
            effects.send(.pong(id: id, tick: tick(for: state)), to: connection)
        case (.quickMatch, .greeted(let name)):
            try seat(connection, name, in: quickMatchRoom(at: now), of: message, at: now)
        case (.create(let isPrivate, let seats), .greeted(let name)):
            let room = try created(
                by: connection, isPrivate: isPrivate, seats: seats, at: now)
            try seat(connection, name, in: room, of: message, at: now)
        case (.join(let code), .greeted(let name)):
            try seat(connection, name, in: existingRoom(code, of: message), of: message, at: now)
        case (.spectate(let code), .greeted(let name)):
            try spectate(connection, name, existingRoom(code, of: message))
        case (.leave, .seated), (.leave, .spectating):
            leave(connection, state)
        case (.rematch, .seated(_, let roomID, let player)):
            guard room(roomID)?.voteForRematch(player) == true else {
                throw Refusal(of: "rematch", .wrongPhase, "a rematch is asked for after a match")
            }
        case (.resync(let request), .seated(_, let roomID, let player)):
            try resync(connection, player, in: roomID, request, at: now)
        case (.resync(let request), .spectating(_, let roomID)):
            try resync(connection, nil, in: roomID, request, at: now)
        case (.quickMatch, _), (.create, _), (.join, _), (.spectate, _):
            throw Refusal(of: message.type, .wrongPhase, "leave the room that you are in first")
        case (.leave, _), (.rematch, _), (.resync, _):
            throw Refusal(of: message.type, .wrongPhase, "take a seat in a room first")
        }
    }

    private func tick(for state: Link.State) -> Tick {
        switch state {
        case .seated(_, let roomID, _), .spectating(_, let roomID):
            room(roomID)?.tick ?? .zero
        case .fresh, .greeted, .closing: .zero
        }
    }

    /// The public matches of this shard with the most people.
    var ownListings: [ServerMessage.ListedMatch] {
        Shard.fullest(rooms.lazy.filter(\.settings.isPublic).map(\.listing))
    }

    private mutating func sendListings(to connection: ConnectionID, at now: Instant) {
        if listingCache.isOld(at: now) {
            let matches = Shard.fullest(ownListings + neighbours.flatMap(\.matches))
            listingCache.keep(.matches(matches), at: now)
        }
        let range = effects.append { $0.append(contentsOf: listingCache.bytes) }
        effects.append(.text(connection, range))
    }

    private static func fullest(
        _ matches: some Sequence<ServerMessage.ListedMatch>
    ) -> [ServerMessage.ListedMatch] {
        Array(matches.sorted { $0.humans > $1.humans }.prefix(Limits.listedMatches))
    }
}
