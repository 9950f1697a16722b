import Testing
import UmpireBasics
import UmpireGame
import UmpireState

@Suite("a bot behind a function")
struct AnyBrainTests {
    /// A game whose bots tell what they see: who is there, and what is hidden from others.
    private enum Whisper: Game {
        static let info = GameInfo("whisper", players: 1...8)

        struct Input: GameInput, Equatable {
            var count = 0
            var sum = 0
            var luck = 0
            static let schema = Schema<Input> {
                Field("count", \.count, in: 0...100)
                Field("sum", \.sum, in: 0...1_000_000)
                Field("luck", \.luck, in: 0...1_000)
            }
        }

        struct Secret: Replicable {
            var number = 0
            static let schema = Schema<Secret> {
                Field("number", \.number, in: 0...1_000, audience: .owner)
            }
        }

        struct World: GameWorld {
            var secrets = Table<Secret>(capacity: 8)
            var round = 0
            static let layout = Layout<World> {
                Entities("secrets", \.secrets, owner: .id)
                Field("round", \.round, in: 0...10_000)
            }
        }

        static func step(_ world: inout World, _ turn: inout Turn<Whisper>) {}

        static func bot(
            _ me: PlayerID, _ view: World, _ random: inout GameRandom
        ) -> Input {
            let own = view.secrets[me]?.number ?? 0
            let all = view.secrets.reduce(0) { $0 + $1.entity.number }
            return Input(
                count: view.secrets.count, sum: own * 100 + all + view.round,
                luck: random.int(in: 0...1_000))
        }
    }

    @Test(
        "one brain for all players, in any order, does what the bot does",
        arguments: 1...8 as ClosedRange<UInt64>)
    func deciding(_ seed: UInt64) {
        let plan = GamePlan<Whisper>()
        let brain = AnyGame(Whisper.self).makeBrain()
        var random = GameRandom(seed: seed)
        var world = Whisper.World()
        var old: [Snapshot] = []
        for step in 0..<200 {
            let player = PlayerID(UInt8(random.int(in: 0...7)))
            world.secrets[player] =
                random.chance(0.2) ? nil : Whisper.Secret(number: random.int(in: 0...1_000))
            if random.chance(0.3) { world.round = step }
            for seat in 0..<8 as Range<UInt8> where random.chance(0.7) {
                var snapshot = Snapshot(shape: plan.world.shape)
                plan.world.capture(
                    world, for: .player(PlayerID(seat), team: 0), at: Tick(7), into: &snapshot)
                // Now and then somebody is behind.
                if random.chance(0.2), let late = random.pick(old) { snapshot = late }
                old.append(snapshot)
                check(brain, plan, snapshot, PlayerID(seat), &random, "seed \(seed), step \(step)")
            }
        }
    }

    private func check(
        _ brain: AnyBrain, _ plan: GamePlan<Whisper>, _ snapshot: Snapshot, _ player: PlayerID,
        _ random: inout GameRandom, _ place: String
    ) {
        var view = Whisper.World()
        plan.world.restore(snapshot, into: &view)
        var same = random
        var row: [UInt32] = [77]
        brain.decide(snapshot, player, &random, &row)
        var expected: [UInt32] = [77]
        plan.input.appendRow(of: Whisper.bot(player, view, &same), to: &expected)
        #expect(row == expected, "\(place)")
        #expect(random == same, "\(place)")
    }

    @Test("brains of one game keep their worlds apart")
    func apart() {
        let plan = GamePlan<Whisper>()
        let game = AnyGame(Whisper.self)
        let brains = [game.makeBrain(), game.makeBrain()]
        var random = GameRandom(seed: 1)
        for round in 0..<10 {
            for index in brains.indices {
                var world = Whisper.World()
                world.round = round * 10 + index
                var snapshot = Snapshot(shape: plan.world.shape)
                plan.world.capture(world, for: .everyone, at: Tick(1), into: &snapshot)
                check(brains[index], plan, snapshot, PlayerID(0), &random, "round \(round)")
            }
        }
    }
}
