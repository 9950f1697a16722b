import UmpireBasics
import UmpireGame
import UmpireState

/// Two tables, scalars, cues, and fields that only the owner or the team may see.
///
/// The rules are shared by several games that differ in their rates and sizes.
protocol HarbourRules: Game
where Input == HarbourInput, World == HarbourWorld, Cue == HarbourCue {
    /// Ticks of a match.
    static var matchTicks: UInt32 { get }
}

struct HarbourInput: GameInput {
    var push = 0
    var isHonking = false
    static let schema = Schema<Self> {
        Field("push", \.push, in: -2...1)
        Field("isHonking", \.isHonking)
    }
}

struct Boat: Replicable {
    var x: Float = 50
    var hull: UInt8 = 20
    var team: UInt8 = 0
    var cargo = 0
    var course = 0
    var luck: UInt32 = 0
    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...100, step: 0.1, .interpolated)
        Field("hull", \.hull, in: 0...20)
        Field("team", \.team, in: 0...1)
        Field("cargo", \.cargo, in: 0...1_000_000, audience: .owner)
        Field("course", \.course, in: 0...1_000_000, audience: .team)
        Field("luck", \.luck, audience: .server)
    }
}

struct Buoy: Replicable {
    var depth: Int32 = 0
    var isLit = false
    static let schema = Schema<Self> {
        Field("depth", \.depth)
        Field("isLit", \.isLit)
    }
}

struct HarbourWorld: GameWorld {
    var boats = Table<Boat>(capacity: 16)
    var buoys = Table<Buoy>(capacity: 40)
    var tide = 0
    var seed = 0
    static let layout = Layout<Self> {
        Entities("boats", \.boats, owner: .id, team: \.team)
        Entities("buoys", \.buoys)
        Field("tide", \.tide, in: 0...1_000)
        Field("seed", \.seed, in: 0...1_000_000, audience: .server)
    }
}

struct HarbourCue: Replicable {
    var boat = EntityID(0)
    var number: UInt32 = 0
    static let schema = Schema<Self> {
        Field("boat", \.boat)
        Field("number", \.number)
    }
}

extension HarbourRules {
    static func step(_ world: inout HarbourWorld, _ turn: inout Turn<Self>) {
        for player in turn.left { world.boats[player] = nil }
        for player in turn.joined {
            world.boats[player] = Boat(
                x: turn.random.float(in: 0..<100), team: player.rawValue % 2,
                cargo: 1 + turn.random.int(in: 0...999_000), course: 1,
                luck: turn.random.word())
        }
        for player in turn.players { sail(player, &world, &turn) }
        world.tide = (world.tide + 1) % 1_000
        world.seed = (world.seed + 7) % 1_000_000
        if turn.random.chance(0.2) {
            world.buoys.insert(Buoy(depth: Int32(bitPattern: turn.random.word())))
        }
        if world.buoys.count > 12 || turn.random.chance(0.15),
            let oldest = world.buoys.first(where: { _ in true })
        {
            world.buoys[oldest.id] = nil
        }
        // One cue in each tick, numbered, so that a client can see what it missed.
        turn.emit(HarbourCue(boat: EntityID(0), number: turn.tick.rawValue))
    }

    private static func sail(
        _ player: PlayerID, _ world: inout HarbourWorld, _ turn: inout Turn<Self>
    ) {
        guard var boat = world.boats[player] else { return }
        boat.x = min(100, max(0, boat.x + Float(turn[player].push) * 0.5))
        boat.cargo = min(1_000_000, boat.cargo + 1)
        boat.course = 1 + turn.random.int(in: 0...999_999)
        world.boats[player] = boat
    }

    static func verdict(_ world: HarbourWorld, tick: Tick) -> Verdict? {
        guard tick.rawValue >= matchTicks else { return nil }
        return Verdict(
            world.boats.map {
                Verdict.Placement(PlayerID(UInt8($0.id.rawValue)), score: $0.entity.cargo)
            }, reason: "the tide is out")
    }

    static func bot(
        _ me: PlayerID, _ view: HarbourWorld, _ random: inout GameRandom
    ) -> HarbourInput {
        HarbourInput(push: random.int(in: -2...1), isHonking: random.chance(0.5))
    }

    static func team(of player: PlayerID, in world: HarbourWorld) -> UInt8 {
        world.boats[player]?.team ?? 0
    }
}

/// 20 Hz, two to four players, short matches.
struct Harbour: HarbourRules {
    static let info = GameInfo(
        "harbour", tickRate: 20, players: 2...4, graceSeconds: 2, countdownSeconds: 1,
        intermissionSeconds: 2)
    static let matchTicks: UInt32 = 200
}

/// Snapshots at a third of the ticks, and no end.
struct SlowHarbour: HarbourRules {
    static let info = GameInfo(
        "slow-harbour", tickRate: 30, snapshotRate: 10, players: 1...4, countdownSeconds: 0)
    static let matchTicks = UInt32.max
}

/// Sixteen seats, and no end.
struct GreatHarbour: HarbourRules {
    static let info = GameInfo("great-harbour", tickRate: 30, players: 1...16, countdownSeconds: 0)
    static let matchTicks = UInt32.max
}

/// The same size, and nothing is hidden: all clients share one view.
struct OpenHarbour: Game {
    static let info = GameInfo("open-harbour", tickRate: 30, players: 1...16, countdownSeconds: 0)

    struct Raft: Replicable {
        var x: Float = 0
        var turns: UInt16 = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...100, step: 0.1, .interpolated)
            Field("turns", \.turns)
        }
    }

    struct World: GameWorld {
        var rafts = Table<Raft>(capacity: 16)
        static let layout = Layout<Self> { Entities("rafts", \.rafts) }
    }

    static func step(_ world: inout World, _ turn: inout Turn<Self>) {
        for player in turn.left { world.rafts[player] = nil }
        for player in turn.joined { world.rafts[player] = Raft() }
        for player in turn.players {
            guard var raft = world.rafts[player] else { continue }
            raft.x = min(100, max(0, raft.x + Float(turn[player].push)))
            raft.turns &+= 1
            world.rafts[player] = raft
        }
        turn.emit(HarbourCue(number: turn.tick.rawValue))
    }

    typealias Input = HarbourInput
    typealias Cue = HarbourCue
}
