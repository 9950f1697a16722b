import ArgumentParser
import UmpireBots
import UmpireGame

/// `bots`: headless players, on real sockets or in virtual time.
struct BotsCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "bots",
            abstract: "Let headless players play, and measure what they see.",
            discussion: """
                Each bot mirrors the game's state from its snapshots and compares the server's \
                hashes.
                With --virtual there are no sockets and no waiting: the real server core, a \
                simulated network and a simulated clock.
                Exit 0: all went well. 1: something happened that must not. 2: could not run.
                """)
    }

    @Option(help: "How many bots.")
    var players = 8

    @Option(name: .customLong("for"), help: "How long they play: 30s, 5m or 1h.")
    var length = PlayingTime(seconds: 30)

    @Option(help: "The server.")
    var against = "ws://127.0.0.1:7777"

    @Flag(help: "Play in virtual time, without a server and without sockets.")
    var virtual = false

    @Option(help: "Decides what the bots do; with --virtual, the whole run.")
    var seed: UInt64 = 1

    @Option(help: "How often each bot's connection breaks, on average, a minute.")
    var drops = 0.0

    @Option(help: "A room's code; without it each bot asks for a quick match.")
    var room: String?

    @Option(help: "With --virtual: milliseconds on the way in one direction.")
    var latency = 20.0

    @Option(help: "With --virtual: milliseconds that chance adds to it.")
    var jitter = 5.0

    func validate() throws {
        guard (1...10_000).contains(players) else {
            throw ValidationError("--players is 1 to 10000, not \(players)")
        }
        guard drops >= 0, latency >= 0, jitter >= 0 else {
            throw ValidationError("--drops, --latency and --jitter are not negative")
        }
    }

    func run() throws {
        var options = BotsOptions()
        options.players = players
        options.seconds = length.seconds
        options.seed = seed
        options.room = room
        options.dropsPerMinute = drops
        options.latencyMilliseconds = latency
        options.jitterMilliseconds = jitter
        options.url = against
        let report = virtual ? runVirtually(options) : try runOnSockets(options)
        say("\(report)")
        if report.hasFailed { throw ExitCode(1) }
    }

    private func runVirtually(_ options: BotsOptions) -> BotsReport {
        var bots = VirtualBots(G.self, options: options, hosted: Program.hosted(G.self))
        let clock = ContinuousClock()
        let begun = clock.now
        var told = begun
        var report = bots.run { line in
            guard clock.now - told >= .seconds(1) else { return }
            told = clock.now
            say(line)
        }
        report.wallSeconds = (clock.now - begun) / .seconds(1)
        return report
    }

    private func runOnSockets(_ options: BotsOptions) throws -> BotsReport {
        do {
            return try SocketBots(G.self, options: options).run { say($0) }
        } catch {
            printError("Error: \(error)")
            throw ExitCode(2)
        }
    }
}

/// A length of time on the command line, such as `90s`, `5m` or `1h`; a bare number is seconds.
struct PlayingTime: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard let number = Double(digits), number > 0, number.isFinite else { return nil }
        seconds = number * (unit ?? 1)
    }

    var defaultValueDescription: String { "\(Int(seconds))s" }
}
