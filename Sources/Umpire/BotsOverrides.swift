import UmpireNetwork
import UmpireScenario

/// What the command line says about a scenario, beside a file or instead of one.
struct BotsOverrides: Equatable {
    var seed: UInt64?
    var seconds: Double?
    var players: Int?
    var room: String?
    var dropsPerMinute: Double?
    var latencyMilliseconds: Double?
    var jitterMilliseconds: Double?

    /// The options that would say the same again.
    var words: String {
        let options: [(String, String?)] = [
            ("seed", seed.map { "\($0)" }), ("for", seconds.map { "\(short($0))s" }),
            ("players", players.map { "\($0)" }), ("room", room),
            ("drops", dropsPerMinute.map(short)), ("latency", latencyMilliseconds.map(short)),
            ("jitter", jitterMilliseconds.map(short)),
        ]
        return options.compactMap { name, value in value.map { "--\(name) \($0)" } }
            .joined(separator: " ")
    }

    /// Changes a scenario; returns what was changed, one sentence each.
    func apply(to scenario: inout Scenario) throws(CommandFailure) -> [String] {
        var notes: [String] = []
        if let seed, seed != scenario.seed {
            scenario.seed = seed
            notes.append("Seed \(seed) instead of the file's.")
        }
        if let seconds, seconds != scenario.seconds {
            scenario.seconds = seconds
            notes.append("It took \(short(seconds)) s instead of the file's time.")
        }
        if let players, let note = try scaleArrivals(of: &scenario, to: players) {
            notes.append(note)
        }
        if let room {
            scenario.wish = .join(room)
            notes.append("All bots asked for room \(room).")
        }
        if latencyMilliseconds != nil || jitterMilliseconds != nil || dropsPerMinute != nil {
            for index in scenario.networks.indices { change(&scenario.networks[index].item) }
            notes.append("The command line changed latency, jitter or drops of all networks.")
        }
        return notes
    }

    /// Scales rates and bursts so that `players` bots come in all, as spread as before.
    private func scaleArrivals(
        of scenario: inout Scenario, to players: Int
    ) throws(CommandFailure) -> String? {
        let before = scenario.arrivals.reduce(0) { $0 + $1.count }
        guard before > 0 else {
            throw CommandFailure("the scenario has no arrivals for --players to scale; add some")
        }
        guard players != before else { return nil }
        var left = (bots: players, before: before)
        for index in scenario.arrivals.indices {
            // The share of what is left: so rounding loses nobody.
            let count = scenario.arrivals[index].count
            let share = Double(left.bots) * Double(count) / Double(max(1, left.before))
            let bots = Int(share.rounded())
            left = (left.bots - bots, left.before - count)
            scenario.arrivals[index].scale(from: count, to: bots)
        }
        scenario.mostBots = max(scenario.mostBots, players)
        return "\(players) bots came instead of the file's \(before)."
    }

    private func change(_ network: inout NetworkProfile) {
        if let latencyMilliseconds { network.rttMilliseconds = 2 * latencyMilliseconds }
        if let jitterMilliseconds {
            network.jitter = jitterMilliseconds > 0 ? .uniform(0, jitterMilliseconds) : .none
        }
        if let dropsPerMinute {
            network.flaps =
                dropsPerMinute > 0
                ? NetworkProfile.Flaps(everySeconds: 60 / dropsPerMinute, kinds: [.reset, .fin])
                : nil
        }
    }

    private func short(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }
}

extension Arrivals {
    fileprivate mutating func scale(from before: Int, to bots: Int) {
        guard isBurst == nil else {
            isBurst = bots
            return
        }
        let factor = before > 0 ? Double(bots) / Double(before) : 0
        rateAtStart *= factor
        rateAtEnd *= factor
    }
}
