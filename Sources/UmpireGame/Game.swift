public import UmpireBasics
public import UmpireState

/// A whole game: static pure functions, so that nothing can hold state but `World`.
///
/// From one such type come the server, the bots, the replay tool and the page. The rules must be
/// deterministic: no clock, no `random()` but `turn.random`, no iteration over `Set` or
/// `Dictionary`, no libm
/// (`sqrt` is fine; for angles see `Trigonometry`).
public protocol Game: Sendable {
    /// What a player can do in one tick; its default value is the idle input.
    associatedtype Input: GameInput
    /// The whole state.
    associatedtype World: GameWorld
    /// What can happen besides the state's change ("goal!"), for sounds, effects and logs.
    associatedtype Cue: Replicable = NoCue

    /// Name, rates and sizes.
    static var info: GameInfo { get }

    /// Builds the world of a new match: walls, pickups. The players join in the first step.
    static func setUp(_ world: inout World, random: inout GameRandom)

    /// Advances the world by one tick.
    static func step(_ world: inout World, _ turn: inout Turn<Self>)

    /// The match's result, or nil while it goes on; asked after each step.
    static func verdict(_ world: World, tick: Tick) -> Verdict?

    /// What a bot in `me`'s place does; also plays for players who dropped.
    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input

    /// Whether the rules allow `input`, which is inside the declared ranges already.
    ///
    /// Asked when the input is applied; one that is not allowed is replaced by the idle input and
    /// counted.
    static func validate(_ input: Input, of player: PlayerID, in world: World) -> Bool

    /// The team of a player, for fields with `audience: .team`; 0 where there are none.
    static func team(of player: PlayerID, in world: World) -> UInt8

    /// Files of the game's own page, served beside the built-in ones; `game.js` replaces the plain
    /// view.
    static var page: [PageFile] { get }
}

/// An input: its default value is what an absent player does.
public protocol GameInput: Replicable {
    /// The idle input.
    init()
}

/// The cue of a game that has none.
public struct NoCue: Replicable {
    /// No fields.
    public static let schema = Schema<NoCue> {}
}

/// A file of a game's page.
public struct PageFile: Sendable {
    /// Its path under the root, without the leading slash, such as `game.js`.
    public let path: String
    /// Its contents.
    public let bytes: [UInt8]

    /// A file at `path`.
    public init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

extension Game {
    /// An empty world.
    public static func setUp(_ world: inout World, random: inout GameRandom) {}
    /// A match without end.
    public static func verdict(_ world: World, tick: Tick) -> Verdict? { nil }
    /// A bot that stands still.
    public static func bot(
        _ me: PlayerID, _ view: World, _ random: inout GameRandom
    ) -> Input { Input() }
    /// Everything is allowed.
    public static func validate(_ input: Input, of player: PlayerID, in world: World) -> Bool {
        true
    }
    /// No teams.
    public static func team(of player: PlayerID, in world: World) -> UInt8 { 0 }
    /// The built-in page alone.
    public static var page: [PageFile] { [] }
}
