public import UmpireBasics
import UmpireState

/// A simulation with the turn that feeds it: inputs go in, a step comes out. Allocates nothing per step.
public struct Stepper<G: Game>: Sendable {
    /// The match.
    public private(set) var simulation: Simulation<G>
    private var turn = Turn<G>()
    /// Inputs that `validate` did not allow, since the start.
    public private(set) var refusedInputs = 0

    /// A new match.
    public init(seed: UInt64) { simulation = Simulation(seed: seed) }

    /// The number of the next step.
    public var tick: Tick { simulation.tick }
    /// The state of the game.
    public var world: G.World { simulation.world }
    /// What happened in the last step.
    public var cues: [G.Cue] { turn.cues }
    /// Cues that did not fit the last step, since the start.
    public var lostCues: Int { turn.lostCues }

    /// Says what `player` does in the next step.
    public mutating func set(_ input: G.Input, of player: PlayerID) {
        turn.inputs[Int(player.rawValue)] = input
    }

    /// What `player` is going to do in the next step.
    public func input(of player: PlayerID) -> G.Input { turn[player] }

    /// Advances by one tick.
    public mutating func step(_ changes: SeatChanges) {
        for player in simulation.players {
            let input = turn[player]
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
