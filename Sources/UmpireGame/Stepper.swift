public import UmpireBasics
public import UmpireState

/// A simulation with the turn that feeds it: inputs go in, a step comes out. Allocates nothing per
/// step.
public struct Stepper<G: Game>: Sendable {
    @usableFromInline var match: Simulation<G>
    @usableFromInline var turn = Turn<G>()
    @usableFromInline let inputRow: Replica<G.Input>
    @usableFromInline var row: [UInt32] = []
    @usableFromInline var refused = 0

    /// A new match; `input` is that of the game's plan.
    @inlinable
    public init(seed: UInt64, input: Replica<G.Input> = Replica()) {
        match = Simulation(seed: seed)
        inputRow = input
    }

    /// The match.
    @inlinable
    public var simulation: Simulation<G> { _read { yield match } }
    /// The number of the next step.
    @inlinable
    public var tick: Tick { match.nextTick }
    /// The state of the game, lent without a copy.
    @inlinable
    public var world: G.World { _read { yield match.state } }
    /// What happened in the last step, for all to know.
    @inlinable
    public var cues: [G.Cue] { _read { yield turn.cues } }
    /// What happened in the last step that only `player` and those told with it know.
    public func cues(to player: PlayerID) -> [G.Cue] {
        zip(turn.addressed, turn.listeners).filter { $0.1.contains(player) }.map(\.0)
    }
    /// Cues that did not fit their step, since the start.
    public var lostCues: Int { turn.lostCues }
    /// Inputs that `validate` did not allow, since the start.
    public var refusedInputs: Int { refused }

    /// The game's verdict after the last step, or nil while the match goes on.
    @inlinable
    public var verdict: Verdict? { G.verdict(match.state, tick: match.nextTick) }

    /// Says what `player` does in the next step.
    ///
    /// The input is quantised as on the wire, so that a bot's counts and is recorded like a
    /// person's.
    @inlinable
    public mutating func set(_ input: G.Input, of player: PlayerID) {
        row.removeAll(keepingCapacity: true)
        inputRow.appendRow(of: input, to: &row)
        turn.inputs[Int(player.rawValue)] = inputRow.value(of: row[...])
    }

    /// What `player` is going to do in the next step; right after a step, what was done in it.
    @inlinable
    public func input(of player: PlayerID) -> G.Input { turn.inputs[Int(player.rawValue)] }

    /// Appends the rows of the inputs that the last step applied, in order of the players' numbers.
    public func appendInputs(to rows: inout [UInt32]) {
        for player in match.seated {
            inputRow.appendRow(of: turn.inputs[Int(player.rawValue)], to: &rows)
        }
    }

    /// Advances by one tick.
    @inlinable
    public mutating func step(_ changes: SeatChanges) {
        for player in match.players(after: changes) {
            let input = turn.inputs[Int(player.rawValue)]
            if !G.validate(input, of: player, in: match.state) {
                turn.inputs[Int(player.rawValue)] = G.Input()
                refused += 1
            }
        }
        match.step(&turn, changes)
    }

    /// Puts an earlier (or a restored) match in place.
    public mutating func rollBack(to checkpoint: Simulation<G>) { match = checkpoint }
}
