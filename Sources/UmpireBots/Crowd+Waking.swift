package import UmpireBasics
import UmpireClient
import UmpireNetwork
import UmpireReport
import UmpireScenario

extension Crowd {
    /// Does everything that is due: arrivals, inputs, goodbyes, breaks, chaos, the end.
    package mutating func wake(at now: Instant) {
        guard !isOver else { return }
        arrivals.note(now)
        guard now < end else { return stop(at: now) }
        while let due = arrivals.take(at: now) { arrive(due: due, at: now) }
        while let (alarm, due) = alarms.take(at: now) { ring(alarm, due: due, at: now) }
        while let beat = beats.take(at: now) { play(beat, at: now) }
    }

    private mutating func ring(_ alarm: CrowdAlarm, due: Instant, at now: Instant) {
        switch alarm.kind {
        case .chaos: return happen(scenario.chaos[alarm.bot], at: now)
        case .comeAgain:
            guard let bot = returning.removeValue(forKey: alarm.bot) else { return }
            return comeAgain(bot, at: now)
        default: break
        }
        let slot = alarm.bot
        guard bots.holds(slot), bots[slot].number == alarm.number else { return }
        switch alarm.kind {
        case .client: wakeClient(slot, due: due, at: now)
        case .leave: leave(slot, at: now)
        case .flap: flap(slot, at: now)
        case .giveUp: giveUp(slot, at: now)
        case .read: readAgain(slot, at: now)
        case .opening: tooLongOpening(slot, due: due, at: now)
        case .mischief: makeMischief(slot, due: due, at: now)
        case .ask: ask(slot, at: now)
        case .chaos, .comeAgain: break
        }
    }

    private mutating func wakeClient(_ slot: Int, due: Instant, at now: Instant) {
        guard bots[slot].clientWake == due else { return }
        measures.record(.generatorLateness, now.microseconds(since: due))
        bots[slot].clientWake = nil
        bots[slot].client.wake(at: now)
        settle(slot, at: now)
    }

    /// Sets an alarm for the bot that has the slot now.
    mutating func set(_ kind: CrowdAlarm.Kind, _ slot: Int, due: Instant) {
        guard bots.holds(slot) else { return }
        alarms.insert(CrowdAlarm(kind: kind, bot: slot, number: bots[slot].number), due: due)
    }

    // MARK: what clients want

    /// Makes orders of what a bot's client wants, and notes what happened to it.
    mutating func settle(_ slot: Int, at now: Instant) {
        digest(slot, at: now)
        guard bots.holds(slot) else { return }
        bots[slot].exchangeOutput(&output)
        if !output.isEmpty {
            for action in output.actions { carryOut(action, slot, at: now) }
            output.removeAll()
        }
        guard !bots[slot].isHostile, let wake = bots[slot].newWake() else { return }
        set(.client, slot, due: wake)
    }

    private mutating func carryOut(_ action: ClientAction, _ slot: Int, at now: Instant) {
        switch action {
        case .connect: open(slot, at: now)
        case .text(let range):
            guard bots[slot].canSend else { return }
            countUp(range.count)
            orders.append(.text(bot: slot, orders.keep(output.bytes[range])))
        case .binary(let range):
            guard bots[slot].canSend else { return }
            countUp(range.count)
            orders.append(.binary(bot: slot, orders.keep(output.bytes[range])))
        case .close(let code):
            let line = bots[slot].line
            if line != .none && line != .silent { orders.append(.close(bot: slot, code)) }
            bots[slot].line = .none
        }
    }

    mutating func countUp(_ byteCount: Int) {
        measures.count(.framesUp)
        measures.count(.bytesUp, by: byteCount)
    }

    mutating func open(_ slot: Int, at now: Instant) {
        let network = bots[slot].network
        bots[slot].line = .opening
        bots[slot].watch.openingSince = now
        set(.opening, slot, due: now.advanced(byMilliseconds: Crowd.openingMilliseconds))
        orders.append(.open(bot: slot, scenario.networks[network].item))
    }

    /// A connection that is not open after this time is given up.
    static let openingMilliseconds: UInt64 = 15_000

    private mutating func tooLongOpening(_ slot: Int, due: Instant, at now: Instant) {
        guard bots[slot].line == .opening,
            bots[slot].watch.openingSince.advanced(byMilliseconds: Crowd.openingMilliseconds) == due
        else { return }
        orders.append(.cut(bot: slot, .reset))
        lost(slot, code: nil, at: now)
    }
}

extension Bot {
    /// Exchanges the client's output for an empty one.
    mutating func exchangeOutput(_ output: inout ClientOutput) { swap(&output, &client.output) }

    /// When the client wants to be woken, if that is news.
    mutating func newWake() -> Instant? {
        let wake = client.nextWake
        guard wake != clientWake else { return nil }
        clientWake = wake
        return wake
    }
}
