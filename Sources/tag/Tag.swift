import Umpire

/// Runners on a field of 100 × 100: one is it, and a touch passes it on.
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
        var x: Float, y: Float
        var isIt = false, ticksFree = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...100, step: 0.05, .interpolated)
            Field("y", \.y, in: 0...100, step: 0.05, .interpolated)
            Field("isIt", \.isIt)
            Field("ticksFree", \.ticksFree, in: 0...1_800)
        }

        mutating func run(_ input: Input) {
            let speed: Float = isIt ? 0.9 : 0.8
            x = min(max(x + speed * Float(input.x), 0), 100)
            y = min(max(y + speed * Float(input.y), 0), 100)
            if !isIt { ticksFree += 1 }
        }

        /// The nearest one to catch or, for those who are not it, to flee from.
        func rival(in world: World, within reach: Float) -> (id: EntityID, entity: Runner)? {
            var rival: (id: EntityID, entity: Runner)?
            var nearest = reach * reach
            for other in world.runners where other.entity.isIt != isIt {
                let across = other.entity.x - x, down = other.entity.y - y
                let distance = across * across + down * down
                if distance < nearest { (rival, nearest) = (other, distance) }
            }
            return rival
        }
    }

    struct World: GameWorld {
        var runners = Table<Runner>(capacity: 8)
        var truce = 0  // ticks for which whoever is it stands still
        static let layout = Layout<Self> {
            Entities("runners", \.runners)
            Field("truce", \.truce, in: 0...30)
        }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Tag>) {
        for player in turn.left { world.runners[player] = nil }
        for player in turn.joined {
            world.runners[player] = Runner(
                x: turn.random.float(in: 0..<100), y: turn.random.float(in: 0..<100))
        }
        for player in turn.players where world.truce == 0 || world.runners[player]?.isIt != true {
            world.runners[player]?.run(turn[player])
        }
        world.truce = max(0, world.truce - 1)

        if let it = world.runners.first(where: { $0.entity.isIt }) {
            if world.truce == 0, let caught = it.entity.rival(in: world, within: 3) {
                world.runners[it.id]?.isIt = false
                world.runners[caught.id]?.isIt = true
                world.truce = 30
            }
        } else if let first = turn.random.pick(world.runners.ids) {
            world.runners[first]?.isIt = true
            world.truce = 30
        }
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard tick >= Tick(1_800) else { return nil }
        let scores = world.runners.map {
            Verdict.Placement(PlayerID(UInt8($0.id.rawValue)), score: $0.entity.ticksFree)
        }
        return Verdict(scores, reason: "the minute is over")
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        guard let runner = view.runners[me],
            let rival = runner.rival(in: view, within: 150)?.entity
        else { return Input() }
        // Whoever is it runs after the nearest; the others run to the corner farthest from it.
        let goalX = runner.isIt ? rival.x : rival.x < 50 ? 100 : 0
        let goalY = runner.isIt ? rival.y : rival.y < 50 ? 100 : 0
        return Input(x: goalX > runner.x ? 1 : -1, y: goalY > runner.y ? 1 : -1)
    }
}
