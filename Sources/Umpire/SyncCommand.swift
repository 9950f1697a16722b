import ArgumentParser
import UmpireBasics
import UmpireGame

/// `sync`: whether the game is deterministic.
struct SyncCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sync",
            abstract: "Test that the game is deterministic.",
            discussion: """
                Plays a match of bots, rolls back at each tick, plays again and compares the \
                state; then plays the match in a second process and compares the final hash. \
                The hash is the same on every machine and in every build.
                Exit 0: it is. 1: it is not.
                """)
    }

    @Option(help: "Decides the match.")
    var seed: UInt64 = 1

    @Option(help: "How many ticks to play; a verdict ends it earlier.")
    var ticks = 3_000

    @Option(help: "How many ticks to roll back each time.")
    var rollBack = 4

    @Flag(help: "Print the final hash and nothing else.")
    var hashOnly = false

    func validate() throws {
        guard (1...1_000_000).contains(ticks), (1...60).contains(rollBack) else {
            throw ValidationError("--ticks is 1 to 1000000, --roll-back 1 to 60")
        }
    }

    func run() throws {
        let hash = String(SyncTest<G>.finalHash(seed: seed, ticks: ticks), radix: 16)
        if hashOnly { return say(hash) }
        var test = SyncTest<G>(seed: seed, rollBackTicks: rollBack)
        for begun in stride(from: 0, to: ticks, by: 500) {
            if let difference = test.run(ticks: min(500, ticks - begun)) {
                say("NOT DETERMINISTIC: \(difference)")
                throw ExitCode(1)
            }
            if begun % 3_000 == 2_500 { say("\(begun + 500) of \(ticks) ticks came out the same") }
        }
        let other = try SecondProcess.output(of: [
            "sync", "--hash-only", "--seed", "\(seed)", "--ticks", "\(ticks)",
        ])
        guard other == hash else {
            say("NOT DETERMINISTIC: a second process ends at hash \(other), this one at \(hash)")
            throw ExitCode(1)
        }
        say(
            "deterministic: seed \(seed) ends at hash \(hash) in two processes; every tick was "
                + "rolled back by \(rollBack) and came out the same")
    }
}
