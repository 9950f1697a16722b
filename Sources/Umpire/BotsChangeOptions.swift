import ArgumentParser

/// What replaces the words of a scenario, or stands for one.
struct BotsChangeOptions: ParsableArguments {
    @Option(help: "Decides what the bots do; with --virtual, the whole run. [default: 1]")
    var seed: UInt64?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "How long they play: 30s, 5m or 1h. [default: 30s]", valueName: "time"))
    var length: BotsPlayingTime?

    @Option(help: "How many bots come; scales the arrivals of a scenario. [default: 8]")
    var players: Int?

    @Option(
        help: ArgumentHelp(
            "A room's code; without it each bot asks for a quick match.", valueName: "code"))
    var room: String?

    @Option(help: "How often each bot's connection breaks, on average, a minute. [default: 0]")
    var drops: Double?

    @Option(
        help: ArgumentHelp(
            "Milliseconds on the way in one direction. [default: 20 with --virtual, else 0]",
            valueName: "ms"))
    var latency: Double?

    @Option(
        help: ArgumentHelp(
            "Milliseconds that chance adds to it at most. [default: 5 with --virtual, else 0]",
            valueName: "ms"))
    var jitter: Double?

    var overrides: BotsOverrides {
        BotsOverrides(
            seed: seed, seconds: length?.seconds, players: players, room: room,
            dropsPerMinute: drops, latencyMilliseconds: latency, jitterMilliseconds: jitter)
    }

    func validate() throws {
        if let players, !(1...100_000).contains(players) {
            throw ValidationError("--players is 1 to 100000, not \(players)")
        }
        if let length, !(1...86_400).contains(length.seconds) {
            throw ValidationError("--for is 1s to 24h")
        }
        if let drops, !(0...60).contains(drops) {
            throw ValidationError("--drops is 0 to 60 a minute, not \(drops)")
        }
        for (name, value) in [("--latency", latency), ("--jitter", jitter)] {
            guard let value, !(0...5_000).contains(value) else { continue }
            throw ValidationError("\(name) is 0 to 5000 milliseconds, not \(value)")
        }
    }
}
