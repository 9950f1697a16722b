import CWireBench
import UmpireBasics
import UmpireGame
import UmpireRoom
import UmpireState

/// A game that is there to be sent: sixteen ships that never rest, about 200 bytes a delta.
///
/// It reads the clock, which no real game may: so it tells how late its ticks begin.
struct Ships: Game {
    static let info = GameInfo(
        "ships", tickRate: Int(Traffic.rate), players: 1...Int(Traffic.roomSize),
        countdownSeconds: 0, fillsWithBots: false)

    /// 120 bits, so that a client's whole frame is 32 bytes long.
    struct Input: GameInput {
        var thrust: Int8 = 0, turn: Int8 = 0, aimX: Int32 = 0, aimY: Int32 = 0
        var buttons: UInt16 = 0, charge = 0
        static let schema = Schema<Self> {
            Field("thrust", \.thrust)
            Field("turn", \.turn)
            Field("aimX", \.aimX)
            Field("aimY", \.aimY)
            Field("buttons", \.buttons)
            Field("charge", \.charge, in: 0...0xFF_FFFF)
        }
    }

    struct Ship: Replicable {
        var x: Float = 0, y: Float = 0, speedX: Float = 0, speedY: Float = 0
        var heading: Float = 0, energy = 0, heat = 0
        static let schema = Schema<Self> {
            Field("x", \.x, in: 0...1_000, step: 0.01, .interpolated)
            Field("y", \.y, in: 0...1_000, step: 0.01, .interpolated)
            Field("speedX", \.speedX, in: -40...40, step: 0.01)
            Field("speedY", \.speedY, in: -40...40, step: 0.01)
            Field("heading", \.heading, turnBits: 12)
            Field("energy", \.energy, in: 0...4_095)
            Field("heat", \.heat, in: 0...1_023)
        }
    }

    struct World: GameWorld {
        var ships = Table<Ship>()
        var room = 0
        static let layout = Layout<Self> {
            Entities("ships", \.ships)
            Field("room", \.room, in: 0...65_535, audience: .server)
        }
    }

    static func setUp(_ world: inout World, random: inout GameRandom) {
        // The first room is made with the clock that all rooms share.
        wire_board_schedule(wire_now(), Traffic.rate, UInt32(RoomClock.phases))
        world.room = Int(wire_board_new_room()) & 65_535
    }

    static func step(_ world: inout World, _ turn: inout Turn<Ships>) {
        wire_board_step(UInt32(world.room), UInt64(turn.tick.rawValue), wire_now())
        for player in turn.left { world.ships[player] = nil }
        for player in turn.joined {
            world.ships[player] = Ship(
                x: turn.random.float(in: 0..<1_000), y: turn.random.float(in: 0..<1_000))
        }
        world.ships.update { id, ship in fly(&ship, turn[id.player], &turn.random) }
    }

    private static func fly(_ ship: inout Ship, _ input: Input, _ random: inout GameRandom) {
        ship.heading += Float(input.turn) / 2_048 + 0.01
        ship.heading -= ship.heading.rounded(.down)
        let thrust = 1 + Float(input.thrust) / 256
        ship.speedX += Trigonometry.cosine(turns: ship.heading) * thrust - ship.speedX * 0.05
        ship.speedY += Trigonometry.sine(turns: ship.heading) * thrust - ship.speedY * 0.05
        ship.x = (ship.x + ship.speedX * 0.2).clamped(to: 0...1_000)
        ship.y = (ship.y + ship.speedY * 0.2).clamped(to: 0...1_000)
        ship.energy = random.int(in: 0...4_095)
        ship.heat = random.int(in: 0...1_023)
    }
}

extension Float {
    fileprivate func clamped(to range: ClosedRange<Float>) -> Float {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
