import UmpireBasics
import UmpireGame
import UmpireState

/// A small game with everything that a game can have: two tables, scalars, cues, audiences, teams.
enum Skirmish: Game {
    static let info = GameInfo("skirmish", tickRate: 10, players: 1...4)

    struct Input: GameInput {
        var turn: Float = 0
        var thrust: Int8 = 0
        var isFiring = false
        static let schema = Schema<Input> {
            Field("turn", \.turn, in: -1...1, step: 0.25)
            Field("thrust", \.thrust, in: -1...1)
            Field("isFiring", \.isFiring)
        }
    }

    struct Ship: Replicable {
        var x: Float = 50
        var y: Float = 50
        var heading: Float = 0
        var speed: Float = 0
        var team: UInt8 = 0
        var ammunition: UInt8 = 20
        var luck: UInt32 = 0
        var isAway = false
        static let schema = Schema<Ship> {
            Field("x", \.x, in: 0...100, step: 0.05, .interpolated)
            Field("y", \.y, in: 0...100, step: 0.05, .interpolated)
            Field("heading", \.heading, turnBits: 8)
            Field("speed", \.speed, audience: .team)
            Field("team", \.team, in: 0...1)
            Field("ammunition", \.ammunition, in: 0...20, audience: .owner)
            Field("luck", \.luck, audience: .server)
            Field("isAway", \.isAway)
        }
    }

    struct Shot: Replicable {
        var x: Float = 0
        var y: Float = 0
        var heading: Float = 0
        var owner = PlayerID(0)
        var ticksLeft: UInt8 = 10
        static let schema = Schema<Shot> {
            Field("x", \.x, in: -50...150, step: 0.1)
            Field("y", \.y, in: -50...150, step: 0.1)
            Field("heading", \.heading, turnBits: 8)
            Field("owner", \.owner)
            Field("ticksLeft", \.ticksLeft, in: 0...10)
        }
    }

    struct Cue: Replicable {
        var player = PlayerID(0)
        static let schema = Schema<Cue> { Field("player", \.player) }
    }

    struct World: GameWorld {
        var ships = Table<Ship>(capacity: 4)
        var shots = Table<Shot>(capacity: 32)
        var ticksLeft: UInt16 = 60
        var wind: Float = 0
        static let layout = Layout<World> {
            Entities("ships", \.ships, owner: .id, team: \.team)
            Entities("shots", \.shots, owner: .field(\.owner))
            Field("ticksLeft", \.ticksLeft)
            Field("wind", \.wind, audience: .server)
        }
    }

    static func setUp(_ world: inout World, random: inout GameRandom) {
        world.wind = random.float(in: -1..<1)
    }

    static func step(_ world: inout World, _ turn: inout Turn<Skirmish>) {
        for player in turn.left { world.ships[player] = nil }
        for player in turn.joined {
            world.ships[player] = Ship(team: player.rawValue % 2, luck: turn.random.word())
        }
        for player in turn.dropped { world.ships[player]?.isAway = true }
        for player in turn.returned { world.ships[player]?.isAway = false }
        for player in turn.players { move(player, &world, &turn) }
        world.shots.update { _, shot in
            shot.x += Trigonometry.cosine(turns: shot.heading) * 3
            shot.y += Trigonometry.sine(turns: shot.heading) * 3
            shot.ticksLeft -= 1
        }
        world.shots.removeAll { _, shot in shot.ticksLeft == 0 }
        if world.ticksLeft > 0 { world.ticksLeft -= 1 }
    }

    private static func move(
        _ player: PlayerID, _ world: inout World, _ turn: inout Turn<Skirmish>
    ) {
        guard var ship = world.ships[player] else { return }
        let input = turn[player]
        ship.heading += input.turn * 0.05
        ship.speed = (ship.speed + Float(input.thrust)) * 0.9
        ship.x = max(0, min(100, ship.x + Trigonometry.cosine(turns: ship.heading) * ship.speed))
        ship.y = max(0, min(100, ship.y + world.wind))
        if input.isFiring, ship.ammunition > 0 {
            ship.ammunition -= 1
            world.shots.insert(Shot(x: ship.x, y: ship.y, heading: ship.heading, owner: player))
            turn.emit(Cue(player: player))
        }
        world.ships[player] = ship
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        guard world.ticksLeft == 0 else { return nil }
        let scores = world.ships.map {
            Verdict.Placement(PlayerID(UInt8($0.id.rawValue)), score: Int($0.entity.x))
        }
        return Verdict(scores, reason: "time is up — fin")
    }

    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        Input(
            turn: random.float(in: -1.3..<1.3), thrust: Int8(random.int(in: -1...1)),
            isFiring: random.chance(0.3))
    }

    static func validate(_ input: Input, of player: PlayerID, in world: World) -> Bool {
        !(input.isFiring && input.thrust < 0)
    }

    static func team(of player: PlayerID, in world: World) -> UInt8 {
        world.ships[player]?.team ?? 0
    }
}
