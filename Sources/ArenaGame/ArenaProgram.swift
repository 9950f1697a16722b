package import Umpire
package import UmpireReplay

/// The arena for other modules: its program, and the game as simulations play it.
///
/// Both are made here, where the game's type is known, so that they are specialised for it.
package enum ArenaProgram {
    /// The game.
    package static let game = AnyGame(Arena.self)

    /// Runs the program: `serve`, `bots`, `replay` and so on.
    package static func main() { Arena.main() }

    /// Makes every tick of a recording again.
    package static func verify(_ recording: [UInt8]) -> ReplayFinding {
        ReplayVerifier(GamePlan<Arena>()).verify(recording)
    }
}
