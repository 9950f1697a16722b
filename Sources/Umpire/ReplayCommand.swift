import ArgumentParser
import UmpireGame

/// `replay`: what can be done with recordings.
struct ReplayCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "replay", abstract: "Look at recorded matches.", subcommands: [])
    }
}
