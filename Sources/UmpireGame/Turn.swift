public import UmpireBasics

/// All that a step may know besides the world: who is there, what they do, chance, and a place for
/// cues.
public struct Turn<G: Game>: Sendable {
    /// The tick that this step makes, counted from 0 at the start of the match.
    public var tick = Tick.zero
    /// Everybody who has a seat, dropped ones and bots too.
    public var players = PlayerSet()
    /// Who took a seat since the last step. One who replaces another is in `left` as well: handle
    /// that first.
    public var joined = PlayerSet()
    /// Who gave up the seat for good.
    public var left = PlayerSet()
    /// Whose connection broke; the seat is kept.
    public var dropped = PlayerSet()
    /// Who came back to the seat.
    public var returned = PlayerSet()
    /// The match's chance: the only randomness that a game may use.
    public var random = GameRandom(seed: 0)

    @usableFromInline var inputs: [G.Input]
    @usableFromInline var cues: [G.Cue] = []
    /// Cues for some players alone, and for each of them who gets it.
    @usableFromInline var addressed: [G.Cue] = []
    @usableFromInline var listeners: [PlayerSet] = []
    @usableFromInline var lost = 0

    /// A turn in which nobody is there, for tests of a game's rules; the server makes its own.
    @inlinable
    public init() {
        inputs = [G.Input](repeating: G.Input(), count: G.info.players.upperBound)
        cues.reserveCapacity(Limits.cuesPerTick)
        addressed.reserveCapacity(Limits.cuesPerTick)
        listeners.reserveCapacity(Limits.cuesPerTick)
    }

    /// What `player` does in this tick; the idle input for one who has no seat.
    @inlinable
    public subscript(player: PlayerID) -> G.Input {
        get { players.contains(player) ? inputs[Int(player.rawValue)] : G.Input() }
        set { inputs[Int(player.rawValue)] = newValue }
    }

    /// Seconds that this step covers.
    @inlinable
    public var seconds: Float { G.info.tickSeconds }

    /// Cues beyond the limit of a tick, which were dropped, since the start.
    public var lostCues: Int { lost }

    /// Tells all clients that something happened in this tick, also those that may not see where.
    ///
    /// A client that gets no snapshot of this tick gets the cue with its next one, for up to
    /// `Limits.baselines` ticks.
    @inlinable
    public mutating func emit(_ cue: G.Cue) {
        if cues.count < Limits.cuesPerTick { cues.append(cue) } else { lost += 1 }
    }

    /// Tells the clients of `players`, and nobody else, that something happened in this tick.
    ///
    /// Others are sent the same bytes as if it had not happened; spectators are others. These cues
    /// have a limit of their own, `Limits.cuesPerTick` for all players together, and come after
    /// those for all. A frame that has one is written for its client alone.
    @inlinable
    public mutating func emit(_ cue: G.Cue, to players: PlayerSet) {
        guard !players.isEmpty else { return }
        guard addressed.count < Limits.cuesPerTick else {
            lost += 1
            return
        }
        addressed.append(cue)
        listeners.append(players)
    }

    @inlinable
    mutating func removeCues() {
        cues.removeAll(keepingCapacity: true)
        addressed.removeAll(keepingCapacity: true)
        listeners.removeAll(keepingCapacity: true)
    }
}
