public import UmpireBasics
import UmpireState

/// Proves that a game is deterministic: plays it with bots and, at each tick, goes back and plays
/// again.
///
/// Each tick is made once going forward and then again after a roll-back to a few ticks before,
/// with
/// the same inputs. What a game keeps outside of its world, or takes from outside, makes a
/// difference.
/// Hash orders and uninitialised memory may differ only between processes or builds: compare
/// `finalHash` for these.
public struct SyncTest<G: Game>: Sendable {
    /// Where a game made of the same inputs something else.
    public struct Difference: Equatable, Sendable, CustomStringConvertible {
        /// The first tick that came out differently.
        public let tick: Tick
        /// What differs after it: names of tables, "scalars", "chance" (the random numbers) or
        /// "seats".
        public let parts: [String]

        /// One sentence for people.
        public var description: String {
            "tick \(tick) came out differently the second time: \(parts.joined(separator: ", "))"
        }
    }

    private struct Frame: Sendable {
        var before: Simulation<G>
        var inputs: [G.Input]
        var changes: SeatChanges
    }

    private let plan: GamePlan<G>
    private let depth: Int
    private var stepper: Stepper<G>
    private var again: Stepper<G>
    private var bots: GameRandom
    private var people: GameRandom
    private var away = PlayerSet()
    private var frames: [Frame] = []

    /// A match of bots on all seats that rolls back `rollBackTicks` (at least 1) at each tick.
    public init(seed: UInt64, rollBackTicks: Int = 4) {
        require(rollBackTicks > 0, "a sync test rolls back at least one tick")
        plan = GamePlan()
        depth = rollBackTicks
        stepper = Stepper(seed: seed, input: plan.input)
        again = stepper
        bots = GameRandom(seed: seed, stream: 1)
        people = GameRandom(seed: seed, stream: 2)
    }

    /// Plays `ticks` more ticks, or until the verdict; the first difference, or nil if there is
    /// none.
    ///
    /// Costs about `rollBackTicks` + 1 times the match itself. Players leave and come back
    /// meanwhile.
    public mutating func run(ticks: Int) -> Difference? {
        for _ in 0..<ticks where stepper.verdict == nil {
            advance(keepsFrames: true)
            if frames.count > depth { frames.removeFirst() }
            if let difference = playAgain() { return difference }
        }
        return nil
    }

    /// The state hash after `ticks` ticks (or at the verdict) of a match of bots.
    ///
    /// The same number must come out in another process, in another build and on another machine.
    public static func finalHash(seed: UInt64, ticks: Int) -> UInt64 {
        var test = SyncTest(seed: seed)
        for _ in 0..<ticks where test.stepper.verdict == nil { test.advance(keepsFrames: false) }
        return test.stepper.simulation.stateHash(test.plan.world)
    }

    private mutating func advance(keepsFrames: Bool) {
        let changes = nextChanges()
        let world = stepper.world
        for player in stepper.simulation.players(after: changes) {
            stepper.set(G.bot(player, world, &bots), of: player)
        }
        if keepsFrames {
            let inputs = (0..<G.info.players.upperBound).map {
                stepper.input(of: PlayerID(UInt8($0)))
            }
            frames.append(Frame(before: stepper.simulation, inputs: inputs, changes: changes))
        }
        stepper.step(changes)
    }

    /// All take their seats at the start; from then on, now and then somebody goes or comes back.
    private mutating func nextChanges() -> SeatChanges {
        var changes = SeatChanges()
        let seats = G.info.players.upperBound
        if stepper.tick == .zero {
            for seat in 0..<seats { changes.joined.insert(PlayerID(UInt8(seat))) }
            return changes
        }
        let player = PlayerID(UInt8(people.int(in: 0...(seats - 1))))
        guard people.chance(0.05) else { return changes }
        if away.contains(player) {
            away.remove(player)
            changes.returned.insert(player)
        } else if people.chance(0.5) {
            away.insert(player)
            changes.dropped.insert(player)
        } else {
            changes.left.insert(player)
            changes.joined.insert(player)
        }
        return changes
    }

    /// Rolls back to the oldest frame and plays up to now.
    private mutating func playAgain() -> Difference? {
        again.rollBack(to: frames[0].before)
        for index in frames.indices {
            let frame = frames[index]
            for player in again.simulation.players(after: frame.changes) {
                again.set(frame.inputs[Int(player.rawValue)], of: player)
            }
            again.step(frame.changes)
            let next = index + 1
            let first = next < frames.count ? frames[next].before : stepper.simulation
            guard again.simulation.stateHash(plan.world) == first.stateHash(plan.world) else {
                return Difference(
                    tick: frame.before.tick,
                    parts: again.simulation.differences(from: first, plan.world))
            }
        }
        return nil
    }
}
