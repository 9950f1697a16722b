import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireNetwork
import UmpireReport
import UmpireScenario
import UmpireState

extension Crowd {
    /// Later than this, an arrival is given up: the bots' machine cannot keep up.
    private static let latestArrivalMicroseconds = 1_000_000

    /// The next bot of the scenario comes.
    mutating func arrive(due: Instant, at now: Instant) {
        let number = came
        came += 1
        let late = now.microseconds(since: due)
        measures.record(.generatorLateness, late)
        if late > Crowd.latestArrivalMicroseconds { return measures.countLateArrival() }
        // Shares are dealt out evenly, so that eight bots with two kinds of brain are four of each.
        let brain = Crowd.deal(scenario.brains, number, step: 0.754_877_666_246_692_7)
        let network = Crowd.deal(scenario.networks, number, step: 0.569_840_290_998_053_2)
        var group: Int?
        if case .rooms(let seats) = scenario.wish { group = number / max(1, seats) }
        comeIn(
            ReturningBot(
                seed: GameRandom.mix(scenario.seed, UInt64(number)), brain: brain,
                network: network, group: group),
            at: now)
    }

    /// Somebody who left comes as somebody new.
    mutating func comeAgain(_ bot: ReturningBot, at now: Instant) {
        comeIn(bot, at: now)
    }

    private mutating func comeIn(_ newcomer: ReturningBot, at now: Instant) {
        guard bots.count < scenario.mostBots else { return measures.count(.arrivalsDropped) }
        measures.count(.arrivals)
        let number = measures.counter(.arrivals)
        let slot = bots.insert(makeBot(newcomer, number: number, at: now))
        open(slot, at: now)
        startFlapping(slot, at: now)
    }

    private func makeBot(_ newcomer: ReturningBot, number: Int, at now: Instant) -> Bot {
        var chance = GameRandom(seed: newcomer.seed, stream: 1)
        let mind = makeMind(scenario.brains[newcomer.brain].item, &chance)
        let isHostile = if case .hostile = mind { true } else { false }
        var bot = Bot(
            number: number, isHostile: isHostile, brain: newcomer.brain,
            network: newcomer.network, group: isHostile ? nil : newcomer.group,
            seed: newcomer.seed, mind: mind,
            client: makeClient(number: number, isHostile: isHostile, seed: newcomer.seed),
            words: GameRandom(seed: newcomer.seed, stream: 0), chance: chance)
        bot.watch.unsettledSince = now
        return bot
    }

    func makeClient(number: Int, isHostile: Bool, seed: UInt64) -> RowClient {
        RowClient(
            game.description, tickRate: game.info.tickRate, name: "Bot \(number)",
            wish: isHostile ? .quickMatch : firstWish(number), seed: seed)
    }

    /// What a bot asks for unbidden; those who wait for a room's code ask for it later.
    private func firstWish(_ number: Int) -> ClientWish {
        switch scenario.wish {
        case .quickMatch: .quickMatch
        case .join(let code): .join(room: code)
        case .rooms: .nothing
        case .spectate: isSpectator(number) ? .nothing : .quickMatch
        }
    }

    /// Where spectators are wanted, as many bots play as a match has seats, and the rest watch.
    func isSpectator(_ number: Int) -> Bool {
        scenario.wish == .spectate && number > game.info.seats
    }

    private func makeMind(_ brain: Brain, _ chance: inout GameRandom) -> Bot.Mind {
        switch brain {
        case .default: return .game
        case .idle: return .idle
        case .monkey: return .monkey
        case .hostile: return .hostile(HostileAct(&chance))
        case .recorded(let path):
            // A recording that is not there, or of nobody, gives idle players.
            guard let recording = recordings[path], recording.players > 0 else { return .idle }
            let player = chance.int(in: 0...(recording.players - 1))
            return .recorded(BotTrack(path: path, player: player))
        }
    }

    /// The place of the item that is bot `number`'s by its share.
    ///
    /// Multiples of an irrational number modulo 1 fall evenly (an additive recurrence), and two
    /// different ones fall independently.
    private static func deal<Item>(
        _ shares: [Share<Item>], _ number: Int, step: Double
    ) -> Int {
        let whole = shares.reduce(0) { $0 + max(0, $1.share) }
        let product = 0.5 + step * Double(number)
        var left = (product - product.rounded(.down)) * whole
        for (index, share) in shares.enumerated() where share.share > 0 {
            left -= share.share
            if left < 0 { return index }
        }
        return shares.lastIndex { $0.share > 0 } ?? 0
    }
}
