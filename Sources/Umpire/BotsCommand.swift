import ArgumentParser
import UmpireGame
import UmpireReport

/// `bots`: headless players, on real sockets or in virtual time.
struct BotsCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "bots",
            abstract: "Let headless players play, and measure what they see.",
            usage: """
                \(G.info.name) bots [<scenario.yaml>] [--virtual | --in-process | --against <url>] …
                \(G.info.name) bots compare <report.json> <report.json>
                """,
            discussion: BotsHelp.discussion(program: G.info.name))
    }

    @Argument(
        help: ArgumentHelp(
            "The scenario: a YAML file. Or the word compare and two report.json files.",
            valueName: "scenario.yaml"))
    var words: [String] = []

    @OptionGroup(title: "WHERE")
    var place: BotsPlaceOptions

    @OptionGroup(title: "WHAT (beside a scenario, instead of what it says)")
    var changes: BotsChangeOptions

    @OptionGroup(title: "WHAT IS SHOWN")
    var showing: BotsShowingOptions

    private var isComparison: Bool { words.first == "compare" }

    func validate() throws {
        guard isComparison || words.count < 2 else {
            throw ValidationError("give one scenario, not \(words.count)")
        }
    }

    func run() throws {
        do {
            if isComparison { return say(try BotsComparison(Array(words.dropFirst())).text) }
            let result = try runPlan()
            if result != .passed { throw ExitCode(result.exitCode) }
        } catch let failure as CommandFailure {
            printError("Error: \(failure)")
            throw ExitCode(RunResult.couldNotRun.exitCode)
        }
    }

    private func runPlan() throws -> RunResult {
        let plan = try plan()
        let files = try showing.report.map { folder throws(CommandFailure) in
            try BotsReportFiles(folder: folder)
        }
        let runs = try BotsRuns<G>(plan, Program.hosted(G.self))
        let report = try runs.report(showing.output)
        showing.show(report)
        if let files {
            try files.write(report)
            showing.mention("The report is in \(files.folder): \(BotsReportFiles.names).")
        }
        return report.result
    }

    private func plan() throws(CommandFailure) -> BotsPlan {
        var plan: BotsPlan
        if let file = words.first {
            plan = try BotsPlan(file: file, mode: place.mode, changes.overrides)
        } else {
            plan = try BotsPlan(mode: place.mode, changes.overrides)
        }
        plan.isInsecure = place.insecure
        return plan
    }
}
