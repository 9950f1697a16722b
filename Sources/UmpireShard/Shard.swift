package import UmpireBasics
package import UmpireGame
import UmpireLobby
package import UmpireProtocol
package import UmpireRoom
import UmpireSession

/// All that one loop owns, as one value: events go in by its methods, effects come out.
///
/// It knows no socket and no clock: whoever holds it passes the time, performs `effects` after each
/// call, in order,
/// and clears them. The same calls with the same times and random words give the same effects.
package struct Shard {
    package let game: AnyGame
    package let configuration: ShardConfiguration
    /// What is to be done; perform it and call `removeAll` after each call.
    package var effects = Effects()
    package internal(set) var counters = ShardCounters()
    /// In order of their ids.
    package internal(set) var rooms: [Room] = []

    var links: [ConnectionID: Link] = [:]
    /// Connections that have not said hello, oldest first; some are settled already.
    var unheard: [(connection: ConnectionID, deadline: Instant)] = []
    var sessions = SessionTable()
    var codes: RoomCodes
    /// What the other shards said of themselves last, in order of their indices.
    var neighbours: [ShardSummary] = []
    /// Nanoseconds of a second that ticks take here, as the shell measures it.
    package var ownLoad: UInt64 = 0
    let place: ShardPlace
    var lastRoom: UInt32 = 0
    let random: () -> UInt64
    private let start: Instant
    private var isStopping = false

    /// A shard that hosts `game`; `random` must be unguessable where resume tokens matter.
    package init(
        hosting game: AnyGame, configuration: ShardConfiguration, now: Instant,
        random: @escaping () -> UInt64
    ) {
        self.game = game
        self.configuration = configuration
        self.random = random
        place = configuration.place
        codes = RoomCodes(place)
        start = now
        if configuration.hasStandingRoom { _ = openRoom(isPublic: true, isStanding: true, at: now) }
    }

    package var connectionCount: Int { links.count }
    package var sessionCount: Int { sessions.count }

    /// When `wake` must be called next.
    package var nextWake: Instant? {
        if isStopping { return nil }
        var next = unheard.first?.deadline
        for room in rooms where next.map({ room.clock.due < $0 }) ?? true { next = room.clock.due }
        return next
    }

    // MARK: time

    /// Makes the ticks that are due, closes those who never said hello, and closes empty rooms.
    package mutating func wake(at now: Instant) {
        if isStopping { return }
        hangUpUnheard(at: now)
        var hasEmptyRooms = false
        for room in rooms {
            let forgiven = room.clock.forgivenTicks
            let overruns = room.clock.overruns
            let steps = room.clock.take(at: now)
            guard steps > 0 else { continue }
            counters.forgivenTicks += Int(room.clock.forgivenTicks - forgiven)
            counters.overruns += Int(room.clock.overruns - overruns)
            let matches = room.matches
            for step in 1...steps {
                room.advance(sendsSnapshots: step == steps, &effects)
            }
            counters.ticks += steps
            counters.matches += Int(room.matches - matches)
            if !room.expired.isEmpty { room.takeExpired().forEach { sessions.end($0) } }
            if Shard.isAbandoned(room, at: now) { hasEmptyRooms = true }
        }
        if hasEmptyRooms { closeEmptyRooms(at: now) }
    }

    private mutating func hangUpUnheard(at now: Instant) {
        guard let first = unheard.first, first.deadline <= now else { return }
        let count = unheard.firstIndex { $0.deadline > now } ?? unheard.count
        for index in 0..<count {
            let connection = unheard[index].connection
            // The number may be another connection's by now, with a deadline of its own.
            if case .fresh(let deadline)? = links[connection]?.state, deadline <= now {
                hangUp(connection, .handshakeTimeout)
            }
        }
        unheard.removeFirst(count)
    }

    /// Says `code` to everybody and ends all recordings; no tick is made any more.
    package mutating func stop(_ code: CloseCode) {
        isStopping = true
        for connection in links.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            hangUp(connection, code)
        }
        for room in rooms { room.endRecording(&effects) }
    }

    // MARK: connections

    /// A WebSocket was opened.
    package mutating func open(_ connection: ConnectionID, at now: Instant) {
        require(links[connection] == nil, "a connection opens once")
        counters.connections += 1
        let link = Link(now: now, tickRate: game.info.tickRate)
        links[connection] = link
        if isStopping { return hangUp(connection, .goingAway) }
        guard links.count <= configuration.maxConnections else {
            return hangUp(connection, .tryLater)
        }
        if case .fresh(let deadline) = link.state { unheard.append((connection, deadline)) }
    }

    /// A WebSocket is gone, for whatever reason; its number may be used again.
    package mutating func close(_ connection: ConnectionID, at now: Instant) {
        dropOut(connection)
        links[connection] = nil
    }

    /// The connection has unsent bytes: it gets no snapshots until `drain`.
    package mutating func block(_ connection: ConnectionID) { setBlocked(true, connection) }

    /// The connection's bytes are all sent.
    package mutating func drain(_ connection: ConnectionID) { setBlocked(false, connection) }

    private func setBlocked(_ isBlocked: Bool, _ connection: ConnectionID) {
        switch links[connection]?.state {
        case .seated(_, let roomID, _)?, .spectating(_, let roomID)?:
            room(roomID)?.setBlocked(isBlocked, connection)
        default: break
        }
    }

    /// Closes a connection from our side; a seated player counts as dropped.
    mutating func hangUp(_ connection: ConnectionID, _ code: CloseCode) {
        if case .closing? = links[connection]?.state { return }
        counters.closes[code, default: 0] += 1
        effects.append(.close(connection, code))
        dropOut(connection)
        links[connection]?.state = .closing
    }

    /// Takes a connection out of its room; a player's seat is kept.
    private mutating func dropOut(_ connection: ConnectionID) {
        switch links[connection]?.state {
        case .seated(let session, let roomID, let player)?:
            counters.drops += 1
            sessions.drop(session)
            room(roomID)?.drop(player)
        case .spectating(_, let roomID)?:
            room(roomID)?.stopSpectating(connection)
        case .fresh?, .greeted?, .closing?, nil: break
        }
    }

    // MARK: rooms

    /// The room with this id; O(log n).
    func room(_ id: RoomID) -> Room? {
        var low = 0
        var high = rooms.count
        while low < high {
            let middle = (low + high) / 2
            if rooms[middle].settings.id < id { low = middle + 1 } else { high = middle }
        }
        return low < rooms.count && rooms[low].settings.id == id ? rooms[low] : nil
    }

    mutating func openRoom(
        isPublic: Bool, isStanding: Bool = false, seats: Int? = nil, at now: Instant
    ) -> Room? {
        guard rooms.count < configuration.maxRooms else { return nil }
        lastRoom += 1
        // No two shards of a server give out the same id.
        let id = RoomID(lastRoom * UInt32(place.count) + UInt32(place.index))
        let seats = seats ?? game.info.seats
        let botSeats = game.info.fillsWithBots ? configuration.botSeats ?? seats : 0
        let settings = RoomSettings(
            id: id, code: codes.assign(id, random), seats: seats, isPublic: isPublic,
            isStanding: isStanding, botSeats: min(botSeats, seats), seed: random(),
            isRecorded: configuration.isRecording,
            openedAtMilliseconds: configuration.startMilliseconds
                + UInt64(max(0, now.nanoseconds(since: start))) / 1_000_000)
        let clock = RoomClock(
            start: start, tickRate: game.info.tickRate, phase: UInt64(lastRoom), now: now)
        let room = Room(settings, game: game, clock: clock)
        rooms.append(room)
        return room
    }

    private static func isAbandoned(_ room: Room, at now: Instant) -> Bool {
        if room.settings.isStanding || room.hasPeople {
            room.emptySince = nil
            return false
        }
        let since = room.emptySince ?? now
        room.emptySince = since
        return now >= since.advanced(byMilliseconds: Limits.emptyRoomSeconds * 1_000)
    }

    private mutating func closeEmptyRooms(at now: Instant) {
        for room in rooms where Shard.isAbandoned(room, at: now) {
            room.endRecording(&effects)
            codes.remove(room.settings.code)
        }
        rooms.removeAll { Shard.isAbandoned($0, at: now) }
    }
}
