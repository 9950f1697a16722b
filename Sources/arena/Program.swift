import ArenaGame

/// The game is a library, so that simulations can play it too; this makes a program of it.
@main
struct Program {
    static func main() { ArenaProgram.main() }
}
