import ArgumentParser
import UmpireGame

/// The program of a game: its subcommands.
struct ProgramCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: G.info.name,
            abstract: "The server, bots and replay tool of \(G.info.name), a game on Umpire.",
            discussion: "Without a subcommand it serves: the page, the lobby and the matches.",
            version: "0.1.0",
            subcommands: [
                ServeCommand<G>.self, BotsCommand<G>.self, ReplayCommand<G>.self,
                SyncCommand<G>.self, SchemaCommand<G>.self, BenchCommand<G>.self,
            ],
            defaultSubcommand: ServeCommand<G>.self)
    }
}
