public import UmpireBasics
public import UmpireState

/// What a room does with its game, for one type of game: stepper, input buffers and bots.
///
/// `AnyMatch` hides the type. It cannot be copied, since a copy of all this for each call costs
/// more than the call. All of it is inlinable, so that the compiler specialises it where the game
/// is known.
@usableFromInline
struct MatchCore<G: Game>: ~Copyable {
    @usableFromInline let plan: GamePlan<G>
    @usableFromInline var stepper: Stepper<G>
    @usableFromInline var inputs: [InputBuffer<G.Input>]
    @usableFromInline var bots: [GameRandom] = []
    /// What players see of the state; told of each change to it.
    @usableFromInline var sight = InterestSight()

    @inlinable
    init(_ plan: GamePlan<G>, seats: Int, seed: UInt64) {
        self.plan = plan
        stepper = Stepper(seed: seed, input: plan.input)
        let buffer = InputBuffer<G.Input>(policy: G.info.inputPolicy, tickRate: G.info.tickRate)
        inputs = [InputBuffer](repeating: buffer, count: seats)
        seedBots(seed)
    }

    @inlinable
    mutating func restart(seed: UInt64) {
        stepper = Stepper(seed: seed, input: plan.input)
        for index in inputs.indices { inputs[index].clear() }
        sight.forget()
        seedBots(seed)
    }

    @inlinable
    mutating func seedBots(_ seed: UInt64) {
        bots = inputs.indices.map { GameRandom(seed: seed, stream: 1_000 + UInt64($0)) }
    }

    @inlinable
    mutating func step(_ seats: MatchSeats, _ changes: SeatChanges, at tick: Tick) {
        for player in seats.occupied {
            let index = Int(player.rawValue)
            if seats.playedByBots.contains(player) {
                stepper.set(G.bot(player, stepper.match.state, &bots[index]), of: player)
            } else {
                // A person's input was quantised on the wire.
                stepper.turn.inputs[index] = inputs[index].take(tick)
            }
        }
        stepper.step(changes)
        plan.world.follow(stepper.match.state, at: tick, with: &sight)
    }

    @inlinable
    mutating func capture(
        for viewer: Viewer, at tick: Tick, after previous: Snapshot?, into snapshot: inout Snapshot
    ) {
        plan.world.capture(
            stepper.match.state, for: viewer, at: tick, after: previous, with: &sight,
            into: &snapshot)
    }

    @inlinable
    mutating func weigh(
        _ seen: borrowing Snapshot, for viewer: Viewer, into weights: inout [UInt32]
    ) {
        plan.world.weigh(
            seen, of: stepper.match.state, for: viewer, with: &sight, into: &weights)
    }

    @inlinable
    mutating func receive(_ row: [UInt32], from player: PlayerID, _ arrival: InputArrival) {
        _ = inputs[Int(player.rawValue)].insert(
            plan.input.value(of: row[...]), sequence: arrival.sequence, for: arrival.tick,
            next: arrival.next)
    }

    @inlinable
    func appendInputs(to rows: inout [UInt32]) {
        for player in stepper.match.seated {
            plan.input.appendRow(of: stepper.turn.inputs[Int(player.rawValue)], to: &rows)
        }
    }

    @inlinable
    func appendCues(to rows: inout [UInt32]) -> Int {
        for cue in stepper.turn.cues { plan.cue.appendRow(of: cue, to: &rows) }
        return stepper.turn.cues.count
    }

    @inlinable
    func appendAddressedCues(to rows: inout [UInt32], _ listeners: inout [PlayerSet]) {
        for cue in stepper.turn.addressed { plan.cue.appendRow(of: cue, to: &rows) }
        listeners.append(contentsOf: stepper.turn.listeners)
    }
}

/// Who sits on the seats of a match, as a step needs it.
public struct MatchSeats: Sendable {
    /// Everybody who has a seat.
    public var occupied: PlayerSet
    /// Those whom a bot plays: bots, and people who dropped.
    public var playedByBots: PlayerSet

    /// These seats.
    public init(occupied: PlayerSet, playedByBots: PlayerSet) {
        self.occupied = occupied
        self.playedByBots = playedByBots
    }
}

/// When an input was sent and what it is meant for.
public struct InputArrival: Sendable {
    /// The client's number of the input.
    public let sequence: UInt16
    /// The tick that it is meant for; 0: the next.
    public let tick: Tick
    /// The next tick that will be made.
    public let next: Tick

    /// An input with these numbers.
    public init(sequence: UInt16, tick: Tick, next: Tick) {
        self.sequence = sequence
        self.tick = tick
        self.next = next
    }
}
