import ArgumentParser
import UmpireReport

/// How a run is shown, and where its report goes.
struct BotsShowingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write report.json, report.html and junit.xml into this folder.",
            valueName: "folder"))
    var report: String?

    @Flag(
        help: """
            Print a line of JSON a second, with "type":"second", and then the content of \
            report.json in the last line.
            """)
    var json = false

    @Flag(help: "Print a line a second also on a terminal.")
    var noLive = false

    @Flag(help: "Print only how it ended, and which expectations did not hold.")
    var quiet = false

    var output: LiveDisplay.Output {
        if json { return .json }
        if quiet { return .nothing }
        guard Terminal.isLive, !noLive else { return .lines }
        return .frames(Terminal.style)
    }

    func validate() throws {
        guard !json || !quiet else { throw ValidationError("give one of --json and --quiet") }
    }

    /// Shows what came out.
    func show(_ report: RunReport) {
        if json { return say(report.jsonLine) }
        guard quiet else { return say(report.text(Terminal.style)) }
        say("\(report.name): \(report.result.rawValue)")
        for failure in report.failures { say("  \(failure.words)") }
    }

    /// Says something beside what programs read.
    func mention(_ line: String) {
        if json || quiet { printError(line) } else { say(line) }
    }
}
