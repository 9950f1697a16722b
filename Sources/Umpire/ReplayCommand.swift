import ArgumentParser
import UmpireGame
import UmpireReplay

/// `replay`: what can be done with recordings.
struct ReplayCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "replay", abstract: "Verify recorded matches, or say what is in them.",
            subcommands: [ReplayVerifyCommand<G>.self, ReplayInfoCommand<G>.self])
    }
}

/// `replay verify FILE…`: re-simulates, and compares every state hash.
struct ReplayVerifyCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: "Re-simulate recordings and compare the state hash of every tick.",
            discussion: "Exit 0: all hold. 1: one differs or is damaged.")
    }

    @Argument(help: "Recordings, or folders with recordings (*.umpr).")
    var files: [String]

    func run() throws {
        let verifier = ReplayVerifier(GamePlan(G.self))
        var failures = 0
        let paths = try RecordingPaths.expand(files)
        for path in paths {
            let bytes = try Files.read(path)
            let clock = ContinuousClock()
            let begun = clock.now
            let finding = verifier.verify(bytes)
            let report = ReplayReport(
                finding, tickRate: G.info.tickRate, game: G.info.name, took: clock.now - begun)
            if !report.isGood { failures += 1 }
            say("\(path): \(report.text)")
        }
        if paths.count > 1 { say("\(paths.count - failures) of \(paths.count) hold") }
        if failures > 0 { throw ExitCode(1) }
    }
}

/// `replay info FILE…`: what the headers and the ends say, without re-simulating.
struct ReplayInfoCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "info", abstract: "Say which match is in a recording, and how it ended.")
    }

    @Argument(help: "Recordings, or folders with recordings (*.umpr).")
    var files: [String]

    func run() throws {
        let plan = GamePlan(G.self)
        for path in try RecordingPaths.expand(files) {
            let bytes = try Files.read(path)
            do throws(ReplayError) {
                var reader = try ReplayReader(bytes, plan: plan)
                say("\(path):")
                let header = reader.header
                say("  game     \(header.game), \(header.tickRate) Hz, \(header.seats) seats")
                say("  room     \(header.room), match \(header.match), seed \(header.seed)")
                say("  begun    \(TimeOfDay.text(milliseconds: header.startMilliseconds))")
                say("  size     \(bytes.count) bytes")
                say("  match    \(try summary(&reader))")
            } catch {
                throw CommandFailure("\(path): \(ReplayReport.text(error))")
            }
        }
    }

    private func summary(_ reader: inout ReplayReader<G>) throws(ReplayError) -> String {
        guard reader.header.game == G.info.name else { return "of another game; not read" }
        var ticks = 0
        while true {
            switch try reader.next() {
            case .tick: ticks += 1
            case .truncated:
                return "\(ReplayReport.length(ticks, G.info.tickRate)), no end: it was cut off"
            case .end(let end):
                let length = ReplayReport.length(ticks, G.info.tickRate)
                guard let verdict = end.verdict else { return "\(length), broken off" }
                let ranking = verdict.ranking.map { "player \($0.player): \($0.score)" }
                return "\(length), \(verdict.reason); " + ranking.joined(separator: ", ")
            }
        }
    }
}
