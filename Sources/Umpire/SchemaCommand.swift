import ArgumentParser
import UmpireGame

/// `schema`: what clients are told of the game's state.
struct SchemaCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "schema",
            abstract: "Print the schema that clients receive, as JSON.",
            discussion: """
                Clients receive it on one line; the hash is that of the line. Two versions of a \
                game with the same hash play together; so do two of which the server's has all \
                tables and fields that the client's has.
                """)
    }

    @Flag(help: "Print only the schema's hash, 16 hexadecimal digits.")
    var hash = false

    @Option(
        help: ArgumentHelp(
            "Write schema.json, speed.json and dense.json into this folder: frames of a match "
                + "and what they lead to, for the tests of a client.",
            valueName: "folder"))
    var vectors: String?

    func run() throws {
        if let vectors { return try SchemaVectors<G>.write(into: vectors) }
        let description = GamePlan(G.self).description
        print(hash ? description.hash : SchemaPrinting.lines(of: description.json))
    }
}
