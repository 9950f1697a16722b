import UmpireBasics
import UmpireState

/// A world with each kind of interest and of priority, all of it near the shepherds.
struct Meadow: GameWorld {
    struct Thing: Replicable {
        var x: Float = 0
        var y: Float = 0
        var keeper = PlayerID(63)
        var herd: UInt8 = 9
        static let schema = Schema<Thing> {
            Field("x", \.x)
            Field("y", \.y)
            Field("keeper", \.keeper)
            Field("herd", \.herd)
        }
    }

    var shepherds = Table<Thing>(capacity: 100)
    var sheep = Table<Thing>(capacity: 100)
    var wolves = Table<Thing>(capacity: 100)
    var stones = Table<Thing>(capacity: 100)
    static let layout = Layout<Meadow> {
        Entities(
            "shepherds", \.shepherds, owner: .field(\.keeper), team: \.herd,
            position: .at(\.x, \.y))
        Entities(
            "sheep", \.sheep, owner: .field(\.keeper), position: .at(\.x, \.y),
            interest: .radius(10, hysteresis: 2, eyes: "shepherds"),
            priority: .distance(10, eyes: "shepherds"))
        Entities(
            "wolves", \.wolves, team: \.herd, position: .at(\.x, \.y),
            interest: .teamVision(10, hysteresis: 2, eyes: "shepherds"), priority: .kind(100))
        Entities(
            "stones", \.stones,
            interest: .custom { stone, id, _, world in
                stone.x > 0 && world.sheep[id] == nil
            },
            priority: .custom { stone, id, _, _ in Int(stone.x) * 1_000 - Int(id.rawValue) })
    }

    /// A world with a shepherd of player 1, of team 0, in the middle.
    static var withShepherd: Meadow {
        var world = Meadow()
        world.shepherds[EntityID(0)] = Thing(keeper: PlayerID(1), herd: 0)
        return world
    }
}

/// What one viewer of a meadow sees, time after time.
struct MeadowClient {
    static let plan = WorldPlan<Meadow>()

    let viewer: Viewer
    var sight = InterestSight()
    var previous: Snapshot?
    private(set) var tick = Tick.zero

    init(_ viewer: Viewer = .player(PlayerID(1), team: 0)) { self.viewer = viewer }

    /// A step that nobody is told of.
    mutating func miss(_ world: Meadow) {
        tick = tick.next
        MeadowClient.plan.follow(world, at: tick, with: &sight)
    }

    /// The ids of sheep, wolves and stones that are seen after a step.
    mutating func look(_ world: Meadow) -> [[UInt16]] {
        miss(world)
        var snapshot = Snapshot(shape: MeadowClient.plan.shape)
        MeadowClient.plan.capture(
            world, for: viewer, at: tick, after: previous, with: &sight, into: &snapshot)
        previous = snapshot
        return snapshot.tables.dropFirst().map(\.ids)
    }
}
