public import UmpireBasics
public import UmpireState

/// A match of some game in one room, behind functions that know the type.
///
/// The functions are made where the game's type is known, so their bodies are specialised there;
/// calling one
/// costs an indirect call. It is a reference: copies are the same match.
@safe
public struct AnyMatch {
    /// Begins a new match with this seed; sequence numbers of inputs go on.
    public let restart: (UInt64) -> Void
    /// Makes one step: bots choose, inputs that wait for the room's tick are taken.
    public let step: (MatchSeats, SeatChanges, Tick) -> Void
    /// Keeps an input row for its tick.
    public let receive: ([UInt32], PlayerID, InputArrival) -> Void
    /// Forgets the inputs of a seat whose player or connection changed.
    public let forgetInputs: (PlayerID) -> Void
    /// Sequence number and lead of the newest input that was applied for a player.
    public let acknowledged: (PlayerID) -> (sequence: UInt16, lead: Int8)
    /// Puts what a viewer sees at a tick into a snapshot; `previous` is what it saw last.
    ///
    /// Nil there: it saw nothing, so that nothing stays seen by hysteresis.
    public let capture: (Viewer, Tick, _ previous: Snapshot?, inout Snapshot) -> Void
    /// Appends how urgent each row of `seen` is for a viewer, 1…1,000, table by table, in order.
    public let priorities: (Viewer, _ seen: borrowing Snapshot, inout [UInt32]) -> Void
    /// The team of a player.
    public let team: (PlayerID) -> UInt8
    /// Appends the rows of the inputs that the last step applied, in order of the players' numbers.
    public let appendInputs: (inout [UInt32]) -> Void
    /// Appends the rows of the last step's cues for all, and returns how many there are.
    public let appendCues: (inout [UInt32]) -> Int
    /// Appends the rows of the last step's cues for some, and for each of them who gets it.
    public let appendAddressedCues: (inout [UInt32], inout [PlayerSet]) -> Void
    /// The number of the next step of this match.
    public let tick: () -> Tick
    /// Everybody who took part in the last step.
    public let players: () -> PlayerSet
    /// The hash of the exact state.
    public let stateHash: () -> UInt64
    /// The verdict after the last step, or nil.
    public let verdict: () -> Verdict?

    /// A match of `G` on `seats` seats.
    @inlinable
    public init<G: Game>(_ plan: GamePlan<G>, seats: Int, seed: UInt64) {
        let box = FixedMemory(MatchCore(plan, seats: seats, seed: seed))
        restart = { unsafe box.value.pointee.restart(seed: $0) }
        step = { unsafe box.value.pointee.step($0, $1, at: $2) }
        receive = { unsafe box.value.pointee.receive($0, from: $1, $2) }
        forgetInputs = { unsafe box.value.pointee.inputs[Int($0.rawValue)].reset() }
        acknowledged = {
            let index = Int($0.rawValue)
            return unsafe (
                box.value.pointee.inputs[index].applied, box.value.pointee.inputs[index].lead
            )
        }
        capture = { unsafe box.value.pointee.capture(for: $0, at: $1, after: $2, into: &$3) }
        priorities = { unsafe box.value.pointee.weigh($1, for: $0, into: &$2) }
        team = { unsafe G.team(of: $0, in: box.value.pointee.stepper.match.state) }
        appendInputs = { unsafe box.value.pointee.appendInputs(to: &$0) }
        appendCues = { unsafe box.value.pointee.appendCues(to: &$0) }
        appendAddressedCues = { unsafe box.value.pointee.appendAddressedCues(to: &$0, &$1) }
        tick = { unsafe box.value.pointee.stepper.match.nextTick }
        players = { unsafe box.value.pointee.stepper.match.seated }
        stateHash = { unsafe box.value.pointee.stepper.match.stateHash(plan.world) }
        verdict = { unsafe box.value.pointee.stepper.verdict }
    }
}
