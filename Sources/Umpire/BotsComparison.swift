import UmpireReport

/// `bots compare`: what changed from one run to another.
///
/// It is no subcommand of the parser's: the scenario's argument would take its name.
struct BotsComparison {
    private let before: RunReport
    private let after: RunReport

    /// Reads two reports.
    init(_ paths: [String]) throws(CommandFailure) {
        guard paths.count == 2 else {
            throw CommandFailure(
                "compare takes two files, not \(paths.count): bots compare a.json b.json")
        }
        before = try BotsComparison.read(paths[0])
        after = try BotsComparison.read(paths[1])
    }

    /// A table of the differences.
    var text: String { RunComparison(before, after).text(Terminal.style) }

    private static func read(_ path: String) throws(CommandFailure) -> RunReport {
        let bytes = try Files.read(path)
        do {
            return try RunReport(json: bytes)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
