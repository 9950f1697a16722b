import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireRoom
import UmpireShard
import UmpireState
import UmpireVirtual

// What must hold.

extension Storm {
    /// Everything about the server that does not lie in messages.
    func checkServer() {
        do throws(BrokenInvariant) {
            try server.checkInvariants()
        } catch {
            fail(error.description)
        }
        checkGraces(isCertain: false)
    }

    /// The hash of what the room of a connection shows at `tick`, found without the encoder.
    func viewHash(of link: StormLink, at tick: UInt32) -> UInt32? {
        guard let room = link.room, room.tick.rawValue == tick else { return nil }
        if room.hasMirrors, let connection = link.connection,
            let own = server.findMirrorHash(of: connection, at: room.tick)
        {
            return own
        }
        let key = ObjectIdentifier(room)
        if eyes[key] == nil {
            if eyes.count > 256 { eyes.removeAll() }
            eyes[key] = RoomEye(
                room: room, scratch: Snapshot(shape: game.description.world))
        }
        if room.hasViews {
            return eyes[key].map { eye in
                var scratch = eye.scratch
                return room.viewHash(of: link.player, scratch: &scratch)
            }
        }
        if eyes[key]?.tick != room.tick { look(key, room) }
        return eyes[key]?.viewHash
    }

    /// Looks at a room once a tick.
    private func look(_ key: ObjectIdentifier, _ room: Room) {
        guard var eye = eyes.removeValue(forKey: key) else { return }
        eye.tick = room.tick
        eye.viewHash = room.viewHash(of: nil, scratch: &eye.scratch)
        eyes[key] = eye
        outcome.roomHours += 1 / (3_600 * Double(game.info.tickRate))
        do throws(BrokenInvariant) {
            try room.checkInvariants()
        } catch {
            fail(error.description)
        }
    }

    // MARK: seats

    /// A seat is played by one connection: the one before was told to go.
    func noteOwner(_ link: StormLink) {
        guard let room = link.room, let player = link.player else { return }
        let key = UInt64(room.settings.id.rawValue) << 8 | UInt64(player.rawValue)
        if let other = owners[key].flatMap({ links[$0] }), other !== link, !other.isServerOver,
            other.room === room, other.player == player
        {
            fail("connections \(other.index) and \(link.index) play one seat")
        }
        owners[key] = link.index
    }

    /// Notes until when the seat of a connection that broke must be kept.
    func noteGrace(_ link: StormLink) {
        guard let connection = link.connection, let place = server.place(of: connection),
            !server.isPaused(place.loop), let player = place.player,
            case .human(let occupant) = place.room.seats[player]
        else { return }
        let early = configuration.canary == .shortGrace ? 1 : 0
        let until = Int(place.room.tick.rawValue) + game.info.graceTicks + early
        graces.append(
            Grace(
                room: place.room, player: player, session: occupant.session,
                until: Tick(UInt32(until))))
    }

    /// A kept seat is kept until its tick and no longer. Only after a single wake is it certain
    /// that nobody returned and left in between.
    func checkGraces(isCertain: Bool) {
        let returns = server.loops.reduce(0) { $0 + $1.shard.counters.returns }
        let isReturned = returns != knownReturns
        knownReturns = returns
        if graces.isEmpty { return }
        if isReturned { renewGraces() }
        graces.removeAll { grace in
            switch grace.room.seats[grace.player] {
            case .dropped(let occupant, let until) where occupant.session == grace.session:
                if until != grace.until {
                    fail("a seat is kept until tick \(until), not \(grace.until)")
                }
                if grace.room.tick >= grace.until { fail("a seat is kept too long") }
                return false
            case .human(let occupant) where occupant.session == grace.session:
                // It may be that the server has not heard of the break.
                return configuration.canary != .longGrace || grace.room.tick >= grace.until
            case .human, .dropped, .bot, .empty:
                let isAlive = server.loops.contains {
                    $0.shard.rooms.contains { $0 === grace.room }
                }
                if isCertain, isAlive, grace.room.tick < grace.until {
                    let left = grace.until.distance(since: grace.room.tick)
                    fail("a seat was given up \(left) ticks early")
                }
                return true
            }
        }
    }

    /// A connection that returns and breaks within one event begins the grace anew.
    private func renewGraces() {
        for index in graces.indices {
            let grace = graces[index]
            let now = Int(grace.room.tick.rawValue) + game.info.graceTicks
            guard case .dropped(let occupant, let until) = grace.room.seats[grace.player],
                occupant.session == grace.session, Int(until.rawValue) == now
            else { continue }
            graces[index].until = until
        }
    }

    // MARK: the end

    /// The faults have stopped for long enough: everybody plays, and nothing is left behind.
    func checkEverybodyPlays() {
        let here = clients.indices.filter { !clients[$0].isOver }
        let playing = here.filter { clients[$0].isPlaying }
        let seated = here.filter { clients[$0].core.seat != nil }
        if configuration.isRoomy, let left = here.first(where: { !clients[$0].isPlaying }) {
            return fail(
                "client \(left) does not play \(configuration.calmSeconds) s after the last fault: "
                    + "\(clients[left].core.state)")
        }
        if here.isEmpty || playing.isEmpty { return fail("nobody plays at the end") }
        if server.heldSessions != seated.count {
            return fail("\(seated.count) clients have \(server.heldSessions) sessions at the end")
        }
        let connected = here.filter { clients[$0].link != nil }
        if server.heldConnections > connected.count {
            fail("\(connected.count) clients have \(server.heldConnections) connections at the end")
        }
    }

    /// Simulates each recording anew that is complete, or ends where the process was killed.
    func checkRecordings(atEnd: Bool) {
        if atEnd, server.isUp { server.drain(at: now) }
        for file in server.takeFiles() {
            outcome.recordings += 1
            if keepsRecordings { recordings.append((file.name, file.bytes)) }
            var bytes = file.bytes
            if configuration.canary == .tornRecording, file.isEnded {
                bytes[bytes.count / 2] ^= 1
            }
            guard let fault = configuration.game.fault(of: bytes) else { continue }
            let isCut = !file.isEnded && (fault.hasPrefix("incomplete") || bytes.count < 128)
            if !isCut { fail("recording \(file.name): \(fault)") }
        }
    }
}
