package import UmpireBasics
import UmpireLobby
package import UmpireProtocol
import UmpireRoom
import UmpireSession

// What time brings: ticks, and the ends of rooms.

extension Shard {
    /// When `wake` must be called next; it costs the same however many rooms there are.
    package var nextWake: Instant? {
        if isStopping { return nil }
        guard let next = schedule.next else { return unheard.first?.deadline }
        return unheard.first.map { min(next, $0.deadline) } ?? next
    }

    /// `nextWake`, read in place: whoever holds a shard in an object would copy all of it to read a
    /// computed value.
    package mutating func findNextWake() -> Instant? { nextWake }

    /// Swaps `other`, which is empty, with the effects that there are; false if there are none.
    package mutating func takeEffects(_ other: inout Effects) -> Bool {
        if effects.isEmpty { return false }
        swap(&other, &effects)
        return true
    }

    /// Makes all that is due at `now`; in virtual time, in which a step takes none.
    package mutating func wake(at now: Instant) { wake(at: now) { now } }

    /// The same where a step takes time, and a thread never waits for the machine.
    package mutating func wake(at now: Instant, clock: () -> Instant) {
        var turn = beginTurn(at: now)
        while makeNextTick(&turn, clock: clock, effort: { clock().nanoseconds }) {}
    }

    /// Closes those who never said hello, and begins to make the ticks that are due at `now`.
    package mutating func beginTurn(at now: Instant) -> TickTurn {
        if !isStopping { hangUpUnheard(at: now) }
        suspicion = max(0, suspicion - 1)
        return TickTurn(now: now, isMeasured: suspicion > 0)
    }

    /// Makes the ticks of one room; false when no room is due any more.
    ///
    /// What is done depends on the turn's time. `clock` and `effort`, the nanoseconds for which the
    /// thread was at work since some point, only measure: a room whose steps are longer than the
    /// period by both is quarantined. `effort` is asked only while a step was too long lately; the
    /// first one that is counts without. Perform the effects in between, so
    /// that a room's clients do not wait for the steps of others.
    package mutating func makeNextTick(
        _ turn: inout TickTurn, clock: () -> Instant, effort: () -> UInt64
    ) -> Bool {
        if isStopping { return false }
        while turn.isPlaceDone {
            if let place = turn.place { schedule.refresh(place) }
            guard let place = schedule.place(dueAt: turn.now) else {
                if turn.hasEmptyRooms { closeEmptyRooms(at: turn.now) }
                return false
            }
            turn.begin(place, schedule.rooms(at: place))
        }
        let room = turn.takeRoom(effort: effort)
        makeTicks(room, &turn, clock, effort)
        if Shard.isAbandoned(room, at: turn.now) { turn.hasEmptyRooms = true }
        quarantineIfOverlong(room)
        return true
    }

    private mutating func makeTicks(
        _ room: Room, _ turn: inout TickTurn, _ clock: () -> Instant, _ effort: () -> UInt64
    ) {
        var due = room.clock.due
        let forgiven = room.clock.forgivenTicks
        let overruns = room.clock.overruns
        let steps = room.clock.take(at: turn.now, most: room.measures.mostSteps)
        guard steps > 0 else { return }
        counters.forgivenTicks += Int(room.clock.forgivenTicks - forgiven)
        counters.overruns += Int(room.clock.overruns - overruns)
        let matches = room.matches
        let sent = (room.sentSnapshots, room.sentSnapshotBytes)
        beginSampling(room, at: turn.now)
        var begin = clock()
        for step in 1...steps {
            room.advance(sendsSnapshots: step == steps, &effects)
            let end = clock()
            noteLateness(begin.nanoseconds(since: due))
            room.measures.note(due: due, begin: begin, end: end) {
                suspicion = 2 * Int(RoomClock.phases)
                return turn.takeEffort(at: effort())
            }
            begin = end
            due = room.clock.following(due)
        }
        endSampling(room, at: turn.now)
        counters.ticks += steps
        counters.snapshots += room.sentSnapshots - sent.0
        counters.snapshotBytes += room.sentSnapshotBytes - sent.1
        counters.matches += Int(room.matches - matches)
        if !room.expired.isEmpty { room.takeExpired().forEach { sessions.end($0) } }
    }

    private mutating func noteLateness(_ late: Int64) {
        lateness.record(nanoseconds: late)
        if late > Int64(Limits.lateTickNanoseconds) { counters.lateTicks += 1 }
    }

    /// Closes those who never said hello.
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

    // MARK: the end of a room

    /// Ends a room whose steps are longer than the period again and again, when others wait for it.
    ///
    /// If nobody else is here, it goes on as fast as it can.
    private mutating func quarantineIfOverlong(_ room: Room) {
        guard room.measures.overlongSteps >= configuration.overrunsBeforeQuarantine,
            rooms.contains(where: { $0 !== room && $0.hasPeople })
        else { return }
        counters.quarantined += 1
        // First, so that nobody's seat is kept.
        room.sessions.forEach { sessions.end($0) }
        close(room)
        for member in room.members { hangUp(member.connection, .quarantined) }
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
        for room in rooms where Shard.isAbandoned(room, at: now) { close(room) }
    }

    private mutating func close(_ room: Room) {
        room.endRecording(&effects)
        codes.remove(room.settings.code)
        schedule.remove(room)
        rooms.removeAll { $0 === room }
    }
}
