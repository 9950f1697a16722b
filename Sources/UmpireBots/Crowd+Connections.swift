package import UmpireBasics
import UmpireClient
import UmpireProtocol
import UmpireReport
import UmpireScenario

// What the driver tells of connections.

extension Crowd {
    /// The WebSocket of a bot is open.
    package mutating func opened(_ slot: Int, at now: Instant) {
        guard bots.holds(slot), bots[slot].line == .opening else { return }
        measures.count(.connections)
        bots[slot].line = .open
        bots[slot].watch.openedAt = now
        if bots[slot].isHostile { return beginMischief(slot, at: now) }
        measures.record(.connect, now.microseconds(since: bots[slot].watch.openingSince))
        bots[slot].client.connected(at: now)
        settle(slot, at: now)
    }

    /// A text frame came for a bot.
    package mutating func received(text: borrowing Span<UInt8>, of slot: Int, at now: Instant) {
        guard bots.holds(slot), bots[slot].canSend else { return }
        measures.count(.framesDown)
        measures.count(.bytesDown, by: text.count)
        bots[slot].client.received(text: text, at: now)
        settle(slot, at: now)
    }

    /// A binary frame came for a bot.
    package mutating func received(binary: borrowing RawSpan, of slot: Int, at now: Instant) {
        guard bots.holds(slot), bots[slot].canSend else { return }
        measures.count(.framesDown)
        measures.count(.bytesDown, by: binary.byteCount)
        // A walk over all bits: of some frames it says as much as of all.
        if measures.counter(.framesDown) % 32 == 0 {
            bots[slot].client.mirror.measure(copy binary, into: &fields)
        }
        if let share = bots[slot].share {
            bots[slot].client.received(
                binary: copy binary, at: now, sharing: &shares.caches[share])
        } else {
            bots[slot].client.received(binary: copy binary, at: now)
        }
        settle(slot, at: now)
    }

    /// A bot's connection is over, or could not be opened; `code` is what the server said, nil when
    /// it broke.
    package mutating func lost(_ slot: Int, code: UInt16?, at now: Instant) {
        guard bots.holds(slot) else { return }
        let line = bots[slot].line
        guard line != .none && line != .silent else { return }
        bots[slot].line = .none
        if bots[slot].isHostile {
            return hostileLost(slot, code: code, wasOpen: line != .opening, at: now)
        }
        countLoss(code, line, slot, at: now)
        noteLoss(slot, at: now)
        if let code { bots[slot].watch.noteClose(code) }
        bots[slot].client.disconnected(code: code, at: now)
        settle(slot, at: now)
    }

    private mutating func countLoss(
        _ code: UInt16?, _ line: Bot.Line, _ slot: Int, at now: Instant
    ) {
        // Whoever does not read is closed, and that is what the scenario wanted to see.
        let isWanted = line == .unread || bots[slot].watch.isReadingAgain(at: now)
        let isForgiven = forgiveness.covers(now)
        if line == .opening {
            if !isForgiven { measures.count(.connectionsFailed) }
        } else if let code {
            measures.countClose(code)
            if isWanted {
                measures.count(.drops)
            } else if !isForgiven {
                measures.count(.closes)
            }
        } else {
            measures.count(isWanted || isForgiven ? .drops : .breaks)
        }
    }

    /// Remembers when and where a bot was when it lost its seat.
    mutating func noteLoss(_ slot: Int, at now: Instant) {
        guard bots[slot].isSettled else { return }
        let tick = bots[slot].client.mirror.tick
        bots[slot].watch.noteLoss(at: now, tick: tick)
        bots[slot].beat = nil
    }

    // MARK: rooms of the bots' own, and rooms to watch

    /// Sends what a bot wants that its client does not ask for by itself.
    mutating func ask(_ slot: Int, at now: Instant) {
        let bot = bots[slot]
        guard !bot.isHostile, bot.client.state == .welcomed else { return }
        if isSpectator(bot.number) {
            // Until somebody plays there is nothing to watch.
            guard let room = watchedRoom else {
                return set(.ask, slot, due: now.advanced(byMilliseconds: 250))
            }
            bots[slot].client.send(.spectate(room: room))
        } else if let group = bot.group, case .rooms(let seats) = scenario.wish {
            switch groups.task(of: slot, in: group) {
            case .create: bots[slot].client.send(.create(isPrivate: true, seats: seats))
            case .join(let room): bots[slot].client.send(.join(room: room))
            case .wait: return
            }
        } else {
            return
        }
        if bots[slot].watch.askedAt == nil { bots[slot].watch.askedAt = now }
        settle(slot, at: now)
    }

    /// The room that the first bot with a seat plays in.
    private var watchedRoom: String? {
        for slot in bots.indices where bots.holds(slot) && !bots[slot].isHostile {
            if let seat = bots[slot].client.seat { return seat.room }
        }
        return nil
    }

    /// A message was not obeyed: who wanted a room that is gone asks for another a little later.
    mutating func refused(_ slot: Int, _ refusal: Refusal, at now: Instant) {
        let bot = bots[slot]
        measures.countRefusal(refusal.code.rawValue)
        if !forgiveness.covers(now) { measures.count(.refusals) }
        guard bot.client.state == .welcomed else { return }
        if let group = bot.group { groups.forgetRoom(in: group) }
        guard bot.group != nil || isSpectator(bot.number) else { return }
        set(.ask, slot, due: now.advanced(byMilliseconds: 1_000))
    }
}
