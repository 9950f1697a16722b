import ArgumentParser
import UmpireGame

/// `bench`: what the game costs, part by part, and how much faster than real time it can be played.
struct BenchCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "bench",
            abstract: "Say what ticks and bytes are spent for, as the game's own bots play it.",
            discussion: "Run a release build: a debug build says nothing about speed.")
    }

    @Option(help: "Bots in the match. [default: all seats]")
    var bots: Int?

    @Option(help: "Decides the match.")
    var seed: UInt64 = 1

    @Option(help: "Fail when a tick allocates more often than this, on average.")
    var maxAllocations: Double?

    func validate() throws {
        if let bots, !G.info.players.contains(bots) {
            throw ValidationError("--bots is \(G.info.players) in this game")
        }
    }

    func run() throws {
        #if DEBUG
            say("A debug build says nothing about speed; use swift run -c release.")
        #endif
        let bots = bots ?? G.info.seats
        try printParts(bots: bots)
        try printBytes(bots: bots)
        try printMatches(bots: bots)
    }

    private func printParts(bots: Int) throws {
        let costs = try PartsBenchmark(G.self, players: bots, ticks: 3_000).run(seed: seed)
        say(
            "\(G.info.name): \(bots) bots, \(Figure(costs.entities)) entities, "
                + "\(Figure(costs.bytes)) bytes a delta, seed \(seed)")
        say("            ns a tick   ns an entity")
        let parts = [
            ("bots", costs.bots), ("step", costs.step), ("hash", costs.hash),
            ("capture", costs.capture), ("encode", costs.encode), ("decode", costs.decode),
        ]
        for (name, cost) in parts {
            let each = cost / max(1, costs.entities)
            say("\(Column(name, 10))\(Column(Figure(cost), 11))\(Column(Figure(each), 15))")
        }
    }

    private func printBytes(bots: Int) throws {
        let report = try BytesBenchmark(G.self, players: bots, frames: 3_000).run(seed: seed)
        for line in report.lines { say(line) }
    }

    private func printMatches(bots: Int) throws {
        say("Whole matches of \(bots) in virtual time, with bots, state hashes and snapshots:")
        say("  people   spectators   recorded   times real time   ns a tick   allocations a tick")
        let crowds = [
            MatchBenchmark.Crowd(), MatchBenchmark.Crowd(spectators: 8),
            MatchBenchmark.Crowd(spectators: 8, isRecording: true),
            MatchBenchmark.Crowd(people: bots, isRecording: true),
        ]
        var most = 0.0
        for crowd in crowds {
            var match = MatchBenchmark(Program.hosted(G.self), seats: bots, crowd: crowd)
            let result = match.run(seconds: 250)
            most = max(most, result.allocationsPerTick ?? .infinity)
            say(
                "\(Column(crowd.people, 8))\(Column(crowd.spectators, 13))"
                    + "\(Column(crowd.isRecording ? "yes" : "no", 11))"
                    + "\(Column(Figure(result.timesRealTime), 18))"
                    + "\(Column(Figure(result.nanosecondsPerTick), 12))"
                    + "\(Column(result.allocationsPerTick.map { "\(Figure($0))" } ?? "–", 21))")
        }
        guard let maxAllocations, most > maxAllocations else { return }
        throw CommandFailure(
            most.isFinite
                ? "a tick allocates \(Figure(most)) times, more than \(maxAllocations)"
                : "nothing counts allocations; run core-bench")
    }
}
