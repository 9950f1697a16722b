import Testing
import UmpireBasics
import UmpireGame
import UmpireState

/// A game whose world says what its turns were.
private enum Witness: Game {
    static let info = GameInfo("witness", tickRate: 20, players: 1...3)
    struct Input: GameInput {
        var number: UInt8 = 0
        var fraction: Float = 0
        static let schema = Schema<Input> {
            Field("number", \.number, in: 0...100)
            Field("fraction", \.fraction, in: 0...1, step: 0.25)
        }
    }
    struct Noise: Replicable {
        var number: UInt16 = 0
        static let schema = Schema<Noise> { Field("number", \.number) }
    }
    typealias Cue = Noise
    struct Seat: Replicable {
        var number: UInt8 = 0
        var fraction: Float = 0
        static let schema = Schema<Seat> {
            Field("number", \.number)
            Field("fraction", \.fraction)
        }
    }
    struct World: GameWorld {
        var seats = Table<Seat>(capacity: 64)
        var players: UInt32 = 0
        var joined: UInt32 = 0
        var left: UInt32 = 0
        var dropped: UInt32 = 0
        var returned: UInt32 = 0
        var draws: UInt32 = 0
        static let layout = Layout<World> {
            Entities("seats", \.seats)
            Field("players", \.players)
            Field("joined", \.joined)
            Field("left", \.left)
            Field("dropped", \.dropped)
            Field("returned", \.returned)
            Field("draws", \.draws)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Witness>) {
        world.players = UInt32(turn.players.bits)
        world.joined = UInt32(turn.joined.bits)
        world.left = UInt32(turn.left.bits)
        world.dropped = UInt32(turn.dropped.bits)
        world.returned = UInt32(turn.returned.bits)
        world.draws = turn.random.word()
        for number in UInt8(0)..<64 {
            let input = turn[PlayerID(number)]
            world.seats[PlayerID(number)] = Seat(number: input.number, fraction: input.fraction)
        }
        let noise = Int(turn[PlayerID(0)].number) * 3
        for number in 0..<noise { turn.emit(Noise(number: UInt16(number))) }
    }

    static func validate(_ input: Input, of player: PlayerID, in world: World) -> Bool {
        input.number != 13
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        tick == Tick(3) ? Verdict([], reason: "three") : nil
    }
}

@Suite("stepper and simulation")
struct StepperTests {
    private let plan = GamePlan<Witness>()

    private func changes(
        joined: UInt64 = 0, left: UInt64 = 0, dropped: UInt64 = 0, returned: UInt64 = 0
    ) -> SeatChanges {
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: joined)
        changes.left = PlayerSet(bits: left)
        changes.dropped = PlayerSet(bits: dropped)
        changes.returned = PlayerSet(bits: returned)
        return changes
    }

    @Test("a step sees who is there and who came and went; one who replaces another is in both")
    func seats() {
        var stepper = Stepper<Witness>(seed: 1)
        stepper.step(changes(joined: 0b011))
        #expect(stepper.world.players == 0b011 && stepper.world.joined == 0b011)
        stepper.step(changes(joined: 0b101, left: 0b001, dropped: 0b010))
        #expect(stepper.world.players == 0b111 && stepper.world.left == 0b001)
        #expect(stepper.world.dropped == 0b010 && stepper.tick == Tick(2))
        stepper.step(changes(left: 0b100, returned: 0b010))
        #expect(stepper.world.players == 0b011 && stepper.world.returned == 0b010)
        #expect(stepper.simulation.players.bits == 0b011)
        stepper.step(SeatChanges())
        #expect(stepper.world.joined == 0 && stepper.world.left == 0 && SeatChanges().isEmpty)
    }

    @Test("inputs are those of seated players, and stay until they are set anew")
    func inputs() {
        var stepper = Stepper<Witness>(seed: 1)
        stepper.set(.init(number: 7), of: PlayerID(1))
        stepper.step(changes(joined: 0b001))
        #expect(stepper.world.seats[PlayerID(1)]?.number == 0)
        stepper.step(changes(joined: 0b010))
        #expect(stepper.world.seats[PlayerID(1)]?.number == 7)
        stepper.step(SeatChanges())
        #expect(stepper.world.seats[PlayerID(1)]?.number == 7)
        stepper.step(changes(left: 0b010))
        #expect(stepper.world.seats[PlayerID(1)]?.number == 0)
        #expect(stepper.world.seats[PlayerID(63)]?.number == 0)
    }

    @Test("an input is quantised and bounded, wherever it comes from")
    func quantised() {
        var stepper = Stepper<Witness>(seed: 1)
        stepper.set(.init(number: 200, fraction: 0.6), of: PlayerID(0))
        #expect(stepper.input(of: PlayerID(0)).number == 100)
        stepper.step(changes(joined: 1))
        #expect(stepper.world.seats[PlayerID(0)]?.number == 100)
        #expect(stepper.world.seats[PlayerID(0)]?.fraction == 0.5)
    }

    @Test("an input that the rules do not allow is idle and counted, in the step of joining too")
    func validate() {
        var stepper = Stepper<Witness>(seed: 1)
        stepper.set(.init(number: 13), of: PlayerID(0))
        stepper.set(.init(number: 13), of: PlayerID(1))
        stepper.step(changes(joined: 0b001))
        #expect(stepper.refusedInputs == 1)
        #expect(stepper.world.seats[PlayerID(0)]?.number == 0)
        stepper.step(changes(joined: 0b010))
        #expect(stepper.refusedInputs == 2)
        #expect(stepper.world.seats[PlayerID(1)]?.number == 0)
        stepper.set(.init(number: 13), of: PlayerID(1))
        stepper.step(changes(left: 0b010))
        #expect(stepper.refusedInputs == 2)
    }

    @Test("cues are those of the last step, in order, up to the limit; the others are counted")
    func cues() {
        var stepper = Stepper<Witness>(seed: 1)
        stepper.set(.init(number: 100), of: PlayerID(0))
        stepper.step(changes(joined: 1))
        #expect(stepper.cues.map(\.number) == (0..<256).map { UInt16($0) })
        #expect(stepper.lostCues == 44)
        stepper.set(.init(number: 1), of: PlayerID(0))
        stepper.step(SeatChanges())
        #expect(stepper.cues.map(\.number) == [0, 1, 2] && stepper.lostCues == 44)
    }

    @Test("the verdict is asked with the number of steps that were made")
    func verdict() {
        var stepper = Stepper<Witness>(seed: 1)
        for made in 0..<5 {
            #expect((stepper.verdict != nil) == (made == 3))
            stepper.step(SeatChanges())
        }
    }

    @Test("a roll-back and the same inputs give the same match, chance and all", arguments: 1...20)
    func rollBack(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var stepper = Stepper<Witness>(seed: seed)
        stepper.step(changes(joined: 0b111))
        let checkpoint = stepper.simulation
        let inputs = (0..<10).map { _ in UInt8(random.int(in: 0...12)) }
        var hashes: [[UInt64]] = [[], []]
        for round in 0..<2 {
            stepper.rollBack(to: checkpoint)
            #expect(stepper.tick == Tick(1))
            for number in inputs {
                stepper.set(.init(number: number), of: PlayerID(1))
                stepper.set(.init(), of: PlayerID(0))
                stepper.set(.init(), of: PlayerID(2))
                stepper.step(SeatChanges())
                hashes[round].append(stepper.simulation.stateHash(plan.world))
            }
        }
        #expect(hashes[0] == hashes[1] && Set(hashes[0]).count == 10, "seed \(seed)")
    }

    @Test("the state hash covers the tick, the seats and chance, and differences are named")
    func stateHash() {
        var stepper = Stepper<Witness>(seed: 1)
        let other = Stepper<Witness>(seed: 2)
        let hash = stepper.simulation.stateHash(plan.world)
        #expect(hash != other.simulation.stateHash(plan.world))
        #expect(stepper.simulation.differences(from: other.simulation, plan.world) == ["chance"])
        let before = stepper.simulation
        stepper.step(changes(joined: 1))
        #expect(
            stepper.simulation.differences(from: before, plan.world)
                == ["seats", "scalars", "chance", "seats"])
    }
}
