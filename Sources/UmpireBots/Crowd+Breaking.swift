import UmpireBasics
import UmpireClient
import UmpireNetwork
import UmpireReport
import UmpireScenario

// Connections that break on purpose: flaps of a network, and chaos.

extension Crowd {
    /// A piece of the scenario's chaos happens now; what the server does is the driver's part.
    mutating func happen(_ chaos: Chaos, at now: Instant) {
        forgiveness.note(chaos.kind, at: now)
        guard case .cut(let share, let kind) = chaos.kind else { return }
        for slot in bots.indices where bots.holds(slot) {
            // Drawn for everybody, so that who is there does not change who else is cut.
            let isMeant = chance.chance(Float(share))
            if isMeant && !bots[slot].isHostile { cut(slot, kind, at: now) }
        }
    }

    /// A bot's network begins to break now and then, if it is of that kind.
    mutating func startFlapping(_ slot: Int, at now: Instant) {
        guard !bots[slot].isHostile,
            let flaps = scenario.networks[bots[slot].network].item.flaps
        else { return }
        let wait = bots[slot].drawLength(
            .exponential(mean: max(1, flaps.everySeconds) * 1_000))
        set(.flap, slot, due: now.advanced(byNanoseconds: wait))
    }

    mutating func flap(_ slot: Int, at now: Instant) {
        guard let flaps = scenario.networks[bots[slot].network].item.flaps else { return }
        let kind = bots[slot].chance.pick(flaps.kinds) ?? .reset
        startFlapping(slot, at: now)
        cut(slot, kind, at: now)
    }

    /// Breaks a bot's connection, if it has one.
    private mutating func cut(_ slot: Int, _ kind: Cut, at now: Instant) {
        guard bots[slot].line == .open else { return }
        orders.append(.cut(bot: slot, kind))
        let wait = UInt64(bots[slot].chance.int(in: 1_000...3_000))
        switch kind {
        case .stopReading:
            bots[slot].line = .unread
            set(.read, slot, due: now.advanced(byMilliseconds: 2 * wait))
        case .blackHole:
            measures.count(.drops)
            noteLoss(slot, at: now)
            bots[slot].line = .silent
            set(.giveUp, slot, due: now.advanced(byMilliseconds: wait))
        case .reset, .fin:
            measures.count(.drops)
            noteLoss(slot, at: now)
            bots[slot].line = .none
            bots[slot].client.disconnected(code: nil, at: now)
            settle(slot, at: now)
        }
    }

    /// The client notices that nothing has come for a while.
    mutating func giveUp(_ slot: Int, at now: Instant) {
        guard bots[slot].line == .silent else { return }
        bots[slot].line = .none
        bots[slot].client.disconnected(code: nil, at: now)
        settle(slot, at: now)
    }

    mutating func readAgain(_ slot: Int, at now: Instant) {
        guard bots[slot].line == .unread else { return }
        bots[slot].line = .open
        bots[slot].watch.readsAgain(at: now)
        orders.append(.read(bot: slot))
    }
}
