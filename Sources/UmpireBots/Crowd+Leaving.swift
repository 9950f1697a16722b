package import UmpireBasics
import UmpireClient
import UmpireNetwork
import UmpireReport
import UmpireScenario

// Stays, goodbyes and the end.

extension Crowd {
    /// Bots that were on their way this many milliseconds before the end need no seat at it.
    private static let settlingMilliseconds: UInt64 = 5_000

    /// Everybody leaves now, politely; the run is over.
    package mutating func stop(at now: Instant) {
        guard !isOver else { return }
        countSeats(at: now)
        for slot in bots.indices where bots.holds(slot) { quit(slot) }
        isOver = true
    }

    private mutating func countSeats(at now: Instant) {
        var seated = 0
        var missing = castOut
        for slot in bots.indices where bots.holds(slot) && !bots[slot].isHostile {
            let bot = bots[slot]
            if bot.isSettled {
                if bot.client.seat != nil { seated += 1 }
                continue
            }
            let time = bot.watch.unsettledSince.advanced(
                byMilliseconds: Crowd.settlingMilliseconds)
            if time < now && !forgiveness.covers(now) { missing += 1 }
        }
        measures.set(.seatsAtEnd, to: seated)
        measures.set(.seatsMissing, to: missing)
    }

    /// A bot has what it came for: from now on its stay is counted.
    mutating func startStay(_ slot: Int, at now: Instant) {
        guard !bots[slot].watch.hasStayed else { return }
        bots[slot].watch.hasStayed = true
        guard let stay = scenario.stay else { return }
        let length = bots[slot].drawLength(stay)
        set(.leave, slot, due: now.advanced(byNanoseconds: length))
    }

    /// A bot's stay is over; perhaps somebody new comes in its place.
    mutating func leave(_ slot: Int, at now: Instant) {
        var bot = bots[slot]
        let comesAgain = bot.chance.chance(Float(scenario.rejoinShare))
        let wait = UInt64(bot.chance.int(in: 200...1_000))
        quit(slot)
        guard comesAgain else { return }
        lastReturning += 1
        returning[lastReturning] = ReturningBot(
            seed: GameRandom.mix(bot.seed, 2), brain: bot.brain, network: bot.network,
            group: bot.group)
        alarms.insert(
            CrowdAlarm(kind: .comeAgain, bot: lastReturning, number: 0),
            due: now.advanced(byMilliseconds: wait))
    }

    /// A bot says goodbye and is gone.
    private mutating func quit(_ slot: Int) {
        let line = bots[slot].line
        if bots[slot].isHostile {
            if line != .none { orders.append(.cut(bot: slot, .fin)) }
            return free(slot)
        }
        bots[slot].client.quit()
        bots[slot].exchangeOutput(&output)
        let canSend = line == .open || line == .unread
        for action in output.actions {
            switch action {
            case .text(let range) where canSend:
                countUp(range.count)
                orders.append(.text(bot: slot, orders.keep(output.bytes[range])))
            case .close(let code) where canSend: orders.append(.close(bot: slot, code))
            case .connect, .text, .binary, .close: break
            }
        }
        output.removeAll()
        if line == .opening { orders.append(.cut(bot: slot, .fin)) }
        free(slot)
    }

    /// The server wants a client gone for good.
    mutating func ended(_ slot: Int) {
        castOut += 1
        free(slot)
    }

    /// Forgets a bot; its slot is used again.
    private mutating func free(_ slot: Int) {
        let bot = bots[slot]
        if let share = bot.share { shares.leave(share) }
        bots.remove(slot)
        guard let group = bot.group else { return }
        for orphan in groups.leave(slot, group) {
            set(.ask, orphan, due: bot.watch.unsettledSince)
        }
    }
}

extension Bot {
    mutating func drawLength(_ delay: Delay) -> UInt64 { delay.nanoseconds(&chance) }
}
