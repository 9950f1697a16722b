import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireNetwork
import UmpireProtocol
import UmpireReport
import UmpireScenario
import UmpireState

// Bots that nobody wants; nobody else may notice them.

extension Crowd {
    /// A hostile bot's connection is open.
    mutating func beginMischief(_ slot: Int, at now: Instant) {
        guard case .hostile(let act) = bots[slot].mind else { return }
        if act.kind == .quickDrop { return goAway(slot, at: now) }
        if act.saysHello {
            bots[slot].client.connected(at: now)
            settle(slot, at: now)
        }
        setMischief(slot, due: now.advanced(byNanoseconds: tickNanoseconds))
    }

    /// A hostile bot does its next thing, or comes again.
    mutating func makeMischief(_ slot: Int, due: Instant, at now: Instant) {
        guard bots[slot].mischief == due else { return }
        var bot = bots[slot]
        guard case .hostile(var act) = bot.mind else { return }
        switch bot.line {
        case .none: return beginAnew(slot, at: now)
        case .opening, .silent, .unread: return
        case .open: break
        }
        act.stepsLeft -= 1
        guard act.stepsLeft > 0 else { return goAway(slot, at: now) }
        send(act, slot, &bot.chance, tick: bot.client.mirror.tick)
        bots[slot].chance = bot.chance
        bots[slot].mind = .hostile(act)
        setMischief(slot, due: now.advanced(byNanoseconds: 2 * tickNanoseconds))
    }

    private mutating func send(
        _ act: HostileAct, _ slot: Int, _ chance: inout GameRandom, tick: Tick
    ) {
        let bits = game.description.input.rawBits
        switch act.kind {
        case .silence, .quickDrop: break
        case .brokenFrames: sendRaw(HostileAct.garbage(2...64, &chance), slot)
        case .badJSON: sendText(HostileAct.badText(&chance), slot)
        case .oversized: sendText(HostileAct.longText(&chance), slot)
        case .wrongToken: sendText(HostileAct.wrongToken(&chance), slot)
        case .seatless: sendBinary(HostileAct.input(bits, near: tick, &chance), slot)
        case .nagging:
            var bytes: [UInt8] = []
            ClientMessage.join(room: "NONE").write(into: &bytes)
            sendText(bytes, slot)
        case .binaryGarbage:
            guard bots[slot].isSettled else { return }
            sendBinary(HostileAct.garbage(0...40, &chance), slot)
        case .wrongTicks:
            guard bots[slot].isSettled else { return }
            sendBinary(HostileAct.input(bits, near: tick, &chance), slot)
        case .flood:
            guard bots[slot].isSettled else { return }
            for _ in 0..<40 { sendBinary(HostileAct.input(bits, near: tick, &chance), slot) }
        }
    }

    private mutating func sendText(_ bytes: [UInt8], _ slot: Int) {
        countUp(bytes.count)
        orders.append(.text(bot: slot, orders.keep(bytes)))
    }

    private mutating func sendBinary(_ bytes: [UInt8], _ slot: Int) {
        countUp(bytes.count)
        orders.append(.binary(bot: slot, orders.keep(bytes)))
    }

    private mutating func sendRaw(_ bytes: [UInt8], _ slot: Int) {
        measures.count(.bytesUp, by: bytes.count)
        orders.append(.raw(bot: slot, orders.keep(bytes)))
    }

    /// It has had enough, and says nothing.
    private mutating func goAway(_ slot: Int, at now: Instant) {
        let kind = bots[slot].chance.chance(0.5) ? Cut.reset : Cut.fin
        orders.append(.cut(bot: slot, kind))
        bots[slot].line = .none
        rest(slot, at: now)
    }

    /// The server has had enough of it.
    mutating func hostileLost(_ slot: Int, code: UInt16?, wasOpen: Bool, at now: Instant) {
        if wasOpen { measures.count(.hostileCloses) }
        rest(slot, at: now)
    }

    private mutating func rest(_ slot: Int, at now: Instant) {
        let wait = UInt64(bots[slot].chance.int(in: 1_000...3_000))
        setMischief(slot, due: now.advanced(byMilliseconds: wait))
    }

    private mutating func setMischief(_ slot: Int, due: Instant) {
        bots[slot].mischief = due
        set(.mischief, slot, due: due)
    }

    /// Another connection, another way to be a nuisance.
    private mutating func beginAnew(_ slot: Int, at now: Instant) {
        var bot = bots[slot]
        bot.mind = .hostile(HostileAct(&bot.chance))
        bot.client = makeClient(number: bot.number, isHostile: true, seed: bot.seed)
        if let share = bot.share { shares.leave(share) }
        bot.share = nil
        bots[slot] = bot
        open(slot, at: now)
    }
}
