import UmpireBasics
import UmpireState

/// A world whose moles nobody can count: three tables with ids per viewer.
struct Burrow: GameWorld {
    struct Mole: Replicable {
        var x: Float = 0
        var y: Float = 0
        var keeper = PlayerID(63)
        var herd: UInt8 = 9
        var hunger: UInt8 = 0
        static let schema = Schema<Mole> {
            Field("x", \.x, in: -64...64, step: 0.125)
            Field("y", \.y, in: -64...64, step: 0.125)
            Field("keeper", \.keeper, audience: .server)
            Field("herd", \.herd)
            Field("hunger", \.hunger, audience: .owner)
        }

        static func any(_ random: inout GameRandom) -> Mole {
            Mole(
                x: random.float(in: -60..<60), y: random.float(in: -60..<60),
                keeper: PlayerID(UInt8(random.int(in: 0...5))),
                herd: UInt8(random.int(in: 0...2)), hunger: UInt8(random.int(in: 0...255)))
        }

        /// One of few, so that many look alike to who sees no keepers and no hunger.
        static func anyOfFew(_ random: inout GameRandom) -> Mole {
            Mole(
                x: Float(random.int(in: -1...2)) * 15, y: Float(random.int(in: -1...1)) * 15,
                keeper: PlayerID(UInt8(random.int(in: 0...5))),
                herd: UInt8(random.int(in: 0...2)), hunger: UInt8(random.int(in: 0...255)))
        }
    }

    /// A burrow whose tables begin anew with their ids soon.
    static let used: Burrow = {
        var world = Burrow()
        for path in tables {
            for _ in 0..<65_500 {
                if let id = world[keyPath: path].insert(Mole()) { world[keyPath: path][id] = nil }
            }
        }
        return world
    }()

    var near = Table<Mole>(capacity: 300)
    var team = Table<Mole>(capacity: 300)
    var ruled = Table<Mole>(capacity: 300)
    static let tables: [any WritableKeyPath<Burrow, Table<Mole>> & Sendable] = [
        \.near, \.team, \.ruled,
    ]
    static let layout = Layout<Burrow> {
        Entities(
            "near", \.near, owner: .field(\.keeper), position: .at(\.x, \.y),
            interest: .radius(20, hysteresis: 5), priority: .distance(10), ids: .perViewer)
        Entities(
            "team", \.team, owner: .field(\.keeper), team: \.herd, position: .at(\.x, \.y),
            interest: .teamVision(15, hysteresis: 4), ids: .perViewer)
        Entities(
            "ruled", \.ruled, owner: .field(\.keeper),
            interest: .custom { mole, _, _, _ in mole.x > 20 },
            priority: .custom { mole, _, _, _ in Int(mole.hunger) }, ids: .perViewer)
    }
}

/// What one viewer of a burrow is sent.
struct BurrowClient {
    static let plan = WorldPlan<Burrow>()

    let viewer: Viewer
    var sight = InterestSight()
    private(set) var previous: Snapshot?
    private var predecessor: Snapshot?
    private var pairs = CodecMode.allCases.map { PacketPair(BurrowClient.plan.shape, $0) }

    init(_ viewer: Viewer) { self.viewer = viewer }

    mutating func follow(_ world: Burrow, at tick: Int) {
        BurrowClient.plan.follow(world, at: Tick(UInt32(tick)), with: &sight)
    }

    /// What is shown of `world`, and the bytes that tell it in each mode.
    mutating func look(_ world: Burrow, at tick: Int) -> (snapshot: Snapshot, packets: [[UInt8]]) {
        var snapshot = Snapshot(shape: BurrowClient.plan.shape)
        BurrowClient.plan.capture(
            world, for: viewer, at: Tick(UInt32(tick)), after: previous, with: &sight,
            into: &snapshot)
        var packets: [[UInt8]] = []
        for index in pairs.indices {
            packets.append(pairs[index].encode(snapshot, against: previous, after: predecessor))
        }
        predecessor = previous
        previous = snapshot
        return (snapshot, packets)
    }
}
