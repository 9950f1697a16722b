import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireNetwork
import UmpireProtocol
import UmpireReport
import UmpireScenario
import UmpireState

// What is measured of what happens to clients.

extension Crowd {
    /// Notes all that happened to a bot's client since the last time.
    mutating func digest(_ slot: Int, at now: Instant) {
        let count = bots[slot].client.happenings.count
        guard count > 0 else { return }
        if bots[slot].isHostile { return forgetHappenings(slot) }
        for index in 0..<count {
            // A bot that has ended is gone.
            guard bots.holds(slot) else { return }
            let happening = bots[slot].client.happenings[index]
            if case .snapshot(_, let isKeyframe, let byteCount) = happening {
                measures.record(isKeyframe ? .keyframeBytes : .deltaBytes, byteCount)
                bots[slot].look(at: now, tickRate, lateGapMicroseconds, &measures)
            } else {
                note(happening, slot, at: now)
            }
        }
        if bots.holds(slot) { forgetHappenings(slot) }
    }

    private mutating func forgetHappenings(_ slot: Int) {
        bots[slot].client.happenings.removeAll(keepingCapacity: true)
    }

    private mutating func note(_ happening: ClientHappening, _ slot: Int, at now: Instant) {
        switch happening {
        case .welcomed: welcomed(slot, at: now)
        case .seated(let seat, let isReturned):
            sitDown(slot, seat.room, seat.player, isReturned: isReturned, at: now)
        case .spectating(let room): sitDown(slot, room, nil, isReturned: false, at: now)
        case .faulty(let fault):
            measures.count(.resyncs)
            if case .differentState = fault { measures.count(.mismatches) }
        case .refused(let refusal): refused(slot, refusal, at: now)
        case .verdict: measures.count(.verdicts)
        case .phase: bots[slot].watch.inputs.forget()
        case .ended: ended(slot)
        case .updateNeeded: measures.count(.connectionsFailed)
        case .lost: noteOwnLoss(slot, at: now)
        case .snapshot, .left: break
        }
    }

    private mutating func welcomed(_ slot: Int, at now: Instant) {
        let bot = bots[slot]
        // The client asks at once, but for a return, which needs no asking.
        let asksByItself = bot.group == nil && !isSpectator(bot.number)
        if bot.watch.lostAt == nil && asksByItself { bots[slot].watch.askedAt = now }
        if !asksByItself && !bot.watch.holdsSeat { set(.ask, slot, due: now) }
    }

    private mutating func sitDown(
        _ slot: Int, _ room: String, _ player: PlayerID?, isReturned: Bool, at now: Instant
    ) {
        let watch = bots[slot].watch
        if isReturned {
            measures.count(.returns)
            if watch.room != room || watch.player != player { measures.count(.returnsStray) }
        } else {
            if player != nil { measures.count(.seats) }
            measures.record(.join, now.microseconds(since: watch.openedAt))
            bots[slot].watch.lostAt = nil
        }
        bots[slot].watch.holdsSeat = player != nil
        bots[slot].watch.room = room
        bots[slot].watch.player = player
        bots[slot].watch.beginView()
        enter(room, slot)
        startStay(slot, at: now)
        guard player != nil else { return }
        if let group = bots[slot].group {
            for waiting in groups.opened(room, by: slot, in: group) {
                set(.ask, waiting, due: now)
            }
        }
        startBeat(slot, at: now)
    }

    private mutating func enter(_ room: String, _ slot: Int) {
        let old = bots[slot].share
        bots[slot].share = shares.enter(room)
        if let old { shares.leave(old) }
    }

    /// The client may have closed by itself, to return for a keyframe.
    private mutating func noteOwnLoss(_ slot: Int, at now: Instant) {
        // What the driver told is noted already, and the line is none.
        guard bots[slot].canSend, bots[slot].watch.hasStayed else { return }
        let tick = bots[slot].client.mirror.tick
        bots[slot].watch.noteLoss(at: now, tick: tick)
        bots[slot].beat = nil
    }
}

extension Bot {
    /// Measures the snapshot that the mirror holds now.
    mutating func look(
        at now: Instant, _ tickRate: UInt64, _ lateGap: Int, _ measures: inout Measures
    ) {
        measures.count(.snapshots)
        if let last = watch.lastSnapshot {
            let gap = now.microseconds(since: last)
            measures.record(.snapshotGap, gap)
            if gap > lateGap { measures.count(.snapshotsLate) }
        } else {
            first(at: now, &measures)
        }
        watch.lastSnapshot = now
        guard let head = client.mirror.head else { return }
        if head.viewHash != nil { measures.count(.hashChecks) }
        // Exact, however many ticks a second there are; 2³² ticks are less than 2⁶³ nanoseconds.
        let taken = UInt64(head.tick.rawValue) * 1_000_000_000 / tickRate
        let delay = Int64(bitPattern: now.nanoseconds &- taken)
        let least = min(watch.leastDelay ?? delay, delay)
        watch.leastDelay = least
        measures.record(.snapshotAge, Int((delay - least) / 1_000))
        let cues = client.mirror.cues.count
        if cues > 0 { measures.count(.cues, by: cues) }
        let prefix = client.mirror.prefix
        guard prefix.lead != -128 else { return }
        measures.record(.inputLead, max(0, Int(prefix.lead)))
        if prefix.lead < 0 { measures.count(.inputsLate) }
        watch.inputs.applied(upTo: prefix.ackSequence, at: now, &measures)
    }

    /// The first snapshot of a place: what was waited for is there.
    private mutating func first(at now: Instant, _ measures: inout Measures) {
        if let lostAt = watch.lostAt {
            measures.record(.returnTime, now.microseconds(since: lostAt))
            let tick = Int(client.mirror.tick.rawValue) - Int(watch.lostTick.rawValue)
            measures.record(.ticksMissed, max(0, tick))
            watch.lostAt = nil
            watch.askedAt = nil
        } else if let askedAt = watch.askedAt {
            measures.record(.ticketToMatch, now.microseconds(since: askedAt))
            watch.askedAt = nil
        }
    }
}
