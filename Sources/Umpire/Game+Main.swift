import ArgumentParser
public import UmpireGame

extension Game {
    /// The whole program: `serve` (the default), `bots`, `replay` and `schema`.
    ///
    /// `@main` on the game's type calls it.
    public static func main() {
        ProgramCommand<Self>.main()
    }
}
