import Umpire

/// One is it. Whom it touches is it from then on, and starts again somewhere else.
@main struct Tag: Game {
    static let info = GameInfo("tag", tickRate: 30, players: 2...8)

    struct Input: GameInput {
        var x = 0, y = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: -1...1)
            Field("y", \.y, in: -1...1)
        }
    }
    struct Runner: Replicable {
        var x: Float = 0, y: Float = 0, isIt = false, ticksFree = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...100, step: 0.05, .interpolated)
            Field("y", \.y, in: 0...100, step: 0.05, .interpolated)
            Field("isIt", \.isIt)
            Field("ticksFree", \.ticksFree, in: 0...1_800)
        }
        func distance(to other: Runner) -> Float {
            ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
        }
    }
    struct World: GameWorld {
        var runners = Table<Runner>()
        static let layout = Layout<Self> { Entities("runners", \.runners) }

        /// Whom to catch or, for those who are not it, whom to flee from.
        func rival(of me: Runner) -> (id: EntityID, entity: Runner)? {
            runners.lazy.filter { $0.entity.isIt != me.isIt }
                .min { me.distance(to: $0.entity) < me.distance(to: $1.entity) }
        }
        mutating func place(_ id: EntityID, isIt: Bool, _ random: inout GameRandom) {
            let spot = (x: random.float(in: 0..<100), y: random.float(in: 0..<100))
            let free = runners[id]?.ticksFree ?? 0
            runners[id] = Runner(x: spot.x, y: spot.y, isIt: isIt, ticksFree: free)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Tag>) {
        for player in turn.left { world.runners[player] = nil }
        for player in turn.joined { world.place(EntityID(player), isIt: false, &turn.random) }
        world.runners.update { id, runner in
            let input = turn[id.player], speed: Float = runner.isIt ? 0.9 : 0.8
            runner.x = min(max(runner.x + speed * Float(input.x), 0), 100)
            runner.y = min(max(runner.y + speed * Float(input.y), 0), 100)
            runner.ticksFree += runner.isIt ? 0 : 1
        }
        if let it = world.runners.first(where: { $0.entity.isIt }) {
            let caught = world.rival(of: it.entity)
            guard let caught, it.entity.distance(to: caught.entity) < 3 else { return }
            world.runners[it.id]?.isIt = false
            world.place(caught.id, isIt: true, &turn.random)
        } else if let first = turn.random.pick(world.runners.ids) {
            world.runners[first]?.isIt = true
        }
    }
    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard tick >= Tick(1_800) else { return nil }
        let scores = world.runners.map {
            Verdict.Placement($0.id.player, score: $0.entity.ticksFree)
        }
        return Verdict(scores, reason: "the minute is over")
    }
    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        guard let runner = view.runners[me] else { return Input() }
        let rival = view.rival(of: runner)?.entity ?? runner
        // Whoever is it runs after the nearest; the others run to the corner farthest from it.
        let goalX = runner.isIt ? rival.x : rival.x < 50 ? 100 : 0
        let goalY = runner.isIt ? rival.y : rival.y < 50 ? 100 : 0
        return Input(x: goalX > runner.x ? 1 : -1, y: goalY > runner.y ? 1 : -1)
    }
}
