import ArgumentParser
import UmpireGame

/// `schema`: what clients are told of the game's state.
struct SchemaCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "schema",
            abstract: "Print the schema that clients receive, as JSON.")
    }

    @Flag(help: "Print only the schema's hash.")
    var hash = false

    func run() {
        let description = GamePlan(G.self).description
        print(hash ? description.hash : description.json)
    }
}
