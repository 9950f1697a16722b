import ArgumentParser
public import UmpireGame

extension Game {
    /// The whole program: `serve` (the default), `bots`, `replay`, `schema` and `bench`.
    ///
    /// `@main` on the game's type calls it. It is inlinable, so that the match is specialised for
    /// the game.
    @inlinable
    public static func main() {
        Program.run(Self.self, AnyGame(Self.self))
    }
}

/// The program that a game's `main` runs.
@usableFromInline
enum Program {
    /// The game, specialised where its type is known.
    @TaskLocal static var game: AnyGame?

    @usableFromInline
    static func run<G: Game>(_ type: G.Type, _ game: AnyGame) {
        $game.withValue(game) { ProgramCommand<G>.main() }
    }

    /// The game of the program; `G` again when a command was run on its own.
    static func hosted<G: Game>(_ type: G.Type) -> AnyGame { game ?? AnyGame(G.self) }
}
