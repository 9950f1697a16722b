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

    /// The rooms by when they are due.
    var schedule = RoomSchedule()
    /// How late ticks began since the start.
    package internal(set) var lateness = LatenessHistogram()
    /// Clients that lost the state.
    package internal(set) var resyncCases = ResyncCases()
    var links = LinkTable()
    let rates: LinkRates
    /// Connections that have not said hello, oldest first; some are settled already.
    var unheard: [(connection: ConnectionID, deadline: Instant)] = []
    var sessions = SessionTable()
    var codes: RoomCodes
    var listingCache = ListingCache()
    /// What the other shards said of themselves last, in order of their indices.
    var neighbours: [ShardSummary] = []
    /// Nanoseconds of a second that ticks take here, as the shell measures it.
    package var ownLoad: UInt64 = 0
    /// What looks at packets; nil: none are looked at.
    var sampling: PacketSampling?
    /// Turns for which the thread's work is measured, because a step was too long.
    var suspicion = 0
    let place: ShardPlace
    var lastRoom: UInt32 = 0
    let random: () -> UInt64
    private let start: Instant
    private(set) var isStopping = false

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
        rates = LinkRates(tickRate: game.info.tickRate)
        if configuration.samplesPackets { sampling = PacketSampling(game, at: now) }
        if configuration.hasStandingRoom { _ = openRoom(isPublic: true, isStanding: true, at: now) }
    }

    package var connectionCount: Int { links.count }
    package var sessionCount: Int { sessions.count }

    /// Says `code` to everybody and ends all recordings; no tick is made any more.
    package mutating func stop(_ code: CloseCode) {
        isStopping = true
        for connection in links.connections { hangUp(connection, code) }
        for room in rooms { room.endRecording(&effects) }
    }

    // MARK: connections

    /// A WebSocket was opened.
    package mutating func open(_ connection: ConnectionID, at now: Instant) {
        require(links[connection] == nil, "a connection opens once")
        counters.connections += 1
        let link = Link(rates, now: now)
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

    /// How the rooms' ticks go, in order of the rooms' ids.
    package var roomReports: [RoomReport] {
        rooms.map {
            RoomReport(
                code: $0.settings.code, members: $0.members.count,
                costNanoseconds: $0.measures.costNanoseconds,
                worstLatenessNanoseconds: $0.measures.worstLatenessNanoseconds,
                lateTicks: $0.measures.lateTicks, overruns: Int($0.clock.overruns))
        }
    }

    /// The room with this id; O(log n).
    ///
    /// Inlined, since a call would first copy all of the shard (4 KB, for each input).
    @inline(__always)
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
        let phase = schedule.lightest(from: lastRoom)
        let clock = RoomClock(
            start: start, tickRate: game.info.tickRate, phase: UInt64(phase), now: now)
        let room = Room(settings, game: game, clock: clock, guessedCost: schedule.meanCost)
        rooms.append(room)
        schedule.insert(room, at: phase)
        return room
    }
}
