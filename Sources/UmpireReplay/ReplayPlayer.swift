import UmpireBasics
public import UmpireGame

/// Plays a recording: makes its steps again, one after the other.
public struct ReplayPlayer<G: Game>: Sendable {
    /// The recording, at the step that was played last.
    public private(set) var reader: ReplayReader<G>
    /// The match as it is after that step.
    public private(set) var stepper: Stepper<G>

    /// The match before its first step. Compare `reader.header` with the game before playing.
    public init(_ bytes: [UInt8], plan: GamePlan<G>) throws(ReplayError) {
        reader = try ReplayReader(bytes, plan: plan)
        stepper = Stepper(seed: reader.header.seed)
    }

    /// Makes the next recorded step, or says why there is none.
    public mutating func advance() throws(ReplayError) -> ReplayReader<G>.Item {
        let item = try reader.next()
        guard item == .tick else { return item }
        for player in reader.tick.players { stepper.set(reader.input(of: player), of: player) }
        stepper.step(reader.tick.changes)
        return item
    }
}
