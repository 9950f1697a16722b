package import Umpire

/// The game of tag for other modules.
///
/// The file `Tag.swift` beside this one is a link to the program's own: an executable cannot be
/// imported by another, and the game is meant to be one short file without access modifiers.
package enum TagProgram {
    /// The game.
    package static let game = AnyGame(Tag.self)
}
