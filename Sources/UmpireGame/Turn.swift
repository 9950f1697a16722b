public import UmpireBasics

/// All that a step may know besides the world: who is there, what they do, chance, and a place for cues.
public struct Turn<G: Game>: Sendable {
    /// The tick that this step makes, counted from 0 at the start of the match.
    public internal(set) var tick = Tick.zero
    /// Everybody who has a seat, dropped ones and bots too.
    public internal(set) var players = PlayerSet()
    /// Who took a seat since the last step. One who replaces another is in `left` as well: handle that first.
    public internal(set) var joined = PlayerSet()
    /// Who gave up the seat for good.
    public internal(set) var left = PlayerSet()
    /// Whose connection broke; the seat is kept.
    public internal(set) var dropped = PlayerSet()
    /// Who came back to the seat.
    public internal(set) var returned = PlayerSet()
    /// The match's chance: the only randomness that a game may use.
    public var random = GameRandom(seed: 0)

    var inputs: [G.Input]
    var cues: [G.Cue] = []
    /// Cues beyond the limit of this tick, which were dropped.
    public internal(set) var lostCues = 0

    init() {
        inputs = [G.Input](repeating: G.Input(), count: G.info.players.upperBound)
        cues.reserveCapacity(Limits.cuesPerTick)
    }

    /// What `player` does in this tick; the idle input for one who has no seat.
    public subscript(player: PlayerID) -> G.Input {
        players.contains(player) ? inputs[Int(player.rawValue)] : G.Input()
    }

    /// Seconds that this step covers.
    public var seconds: Float { G.info.tickSeconds }

    /// Tells all clients that something happened in this tick.
    ///
    /// A client that gets no snapshot of this tick gets the cue with its next one, for up to
    /// `Limits.baselines` ticks.
    public mutating func emit(_ cue: G.Cue) {
        if cues.count < Limits.cuesPerTick { cues.append(cue) } else { lostCues += 1 }
    }
}
