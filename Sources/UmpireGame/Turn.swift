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
    /// How many of them each player gets, by number.
    @usableFromInline var addressedCounts: [Int]
    @usableFromInline var lost = 0

    /// A turn in which nobody is there, for tests of a game's rules; the server makes its own.
    @inlinable
    public init() {
        inputs = [G.Input](repeating: G.Input(), count: G.info.players.upperBound)
        addressedCounts = [Int](repeating: 0, count: Limits.playersPerMatch)
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

    /// Cues beyond a limit of a tick, which were dropped for all or for some, since the start.
    public var lostCues: Int { lost }

    /// Tells all clients that something happened in this tick, also those that may not see where.
    ///
    /// No more than `Limits.cuesPerTick` in a tick. A client that gets no snapshot of this tick
    /// gets the cue with its next one, for up to `Limits.baselines` ticks and as long as fewer
    /// than `Limits.cuesKept` cues for all came after it.
    @inlinable
    public mutating func emit(_ cue: G.Cue) {
        if cues.count < Limits.cuesPerTick { cues.append(cue) } else { lost += 1 }
    }

    /// Tells the clients of `players`, and nobody else, that something happened in this tick.
    ///
    /// Others are sent the same bytes as if it had not happened; spectators are others. The limits
    /// are those of cues for all, `Limits.cuesPerTick` in a tick and `Limits.cuesKept` until the
    /// next snapshot, for each player anew: what one is told takes no place from another, and none
    /// from what all are told. A client gets all its cues in the order of their ticks; of one tick,
    /// those for all come first. A frame that has one for some is written for its client alone.
    @inlinable
    public mutating func emit(_ cue: G.Cue, to players: PlayerSet) {
        var reached = PlayerSet()
        for player in players where addressedCounts[Int(player.rawValue)] < Limits.cuesPerTick {
            addressedCounts[Int(player.rawValue)] += 1
            reached.insert(player)
        }
        if reached != players { lost += 1 }
        guard !reached.isEmpty else { return }
        addressed.append(cue)
        listeners.append(reached)
    }

    @inlinable
    mutating func removeCues() {
        cues.removeAll(keepingCapacity: true)
        guard !addressed.isEmpty else { return }
        addressed.removeAll(keepingCapacity: true)
        listeners.removeAll(keepingCapacity: true)
        for player in addressedCounts.indices { addressedCounts[player] = 0 }
    }
}
