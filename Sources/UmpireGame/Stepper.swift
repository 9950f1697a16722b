public import UmpireBasics
public import UmpireState

/// A simulation with the turn that feeds it: inputs go in, a step comes out. Allocates nothing per step.
public struct Stepper<G: Game>: Sendable {
    /// The match.
    public private(set) var simulation: Simulation<G>
    private var turn = Turn<G>()
    private let inputRow: Replica<G.Input>
    private var row: [UInt32] = []
    /// Inputs that `validate` did not allow, since the start.
    public private(set) var refusedInputs = 0

    /// A new match; `input` is that of the game's plan.
    public init(seed: UInt64, input: Replica<G.Input> = Replica()) {
        simulation = Simulation(seed: seed)
        inputRow = input
    }

    /// The number of the next step.
    public var tick: Tick { simulation.tick }
    /// The state of the game.
    public var world: G.World { simulation.world }
    /// What happened in the last step.
    public var cues: [G.Cue] { turn.cues }
    /// Cues that did not fit the last step, since the start.
    public var lostCues: Int { turn.lostCues }

    /// The game's verdict after the last step, or nil while the match goes on.
    public var verdict: Verdict? { G.verdict(simulation.world, tick: simulation.tick) }

    /// Says what `player` does in the next step.
    ///
    /// The input is quantised as on the wire, so that a bot's counts and is recorded like a person's.
    public mutating func set(_ input: G.Input, of player: PlayerID) {
        row.removeAll(keepingCapacity: true)
        inputRow.appendRow(of: input, to: &row)
        turn.inputs[Int(player.rawValue)] = inputRow.value(of: row[...])
    }

    /// What `player` is going to do in the next step; right after a step, what was done in it.
    public func input(of player: PlayerID) -> G.Input { turn.inputs[Int(player.rawValue)] }

    /// Advances by one tick.
    public mutating func step(_ changes: SeatChanges) {
        for player in simulation.players(after: changes) {
            let input = turn.inputs[Int(player.rawValue)]
            if !G.validate(input, of: player, in: simulation.world) {
                turn.inputs[Int(player.rawValue)] = G.Input()
                refusedInputs += 1
            }
        }
        simulation.step(&turn, changes)
    }

    /// Puts an earlier (or a restored) match in place.
    public mutating func rollBack(to checkpoint: Simulation<G>) { simulation = checkpoint }
}
