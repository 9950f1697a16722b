import Umpire

/// A top-down shooter: five minutes or twenty hits, whichever comes first.
struct Arena: Game {
    static let info = GameInfo("arena", tickRate: Rules.tickRate, players: 2...16, seats: 8)
    static let page = [PageFile("game.js", PackageResources.game_js)]

    /// What a player's hands can do in one tick.
    struct Input: GameInput, Equatable {
        var moveX = 0
        var moveY = 0
        /// In turns; 0 is right, 0.25 is down.
        var aim: Float = 0
        var fire = false
        var dash = false

        static let schema = Schema<Self> {
            Field("moveX", \.moveX, in: -1...1)
            Field("moveY", \.moveY, in: -1...1)
            Field("aim", \.aim, turnBits: 8)
            Field("fire", \.fire)
            Field("dash", \.dash)
        }
    }

    static func setUp(_ world: inout World, random: inout GameRandom) {
        for wall in Map.walls { world.walls.insert(wall) }
        for pickup in Map.pickups { world.pickups.insert(pickup) }
        _ = Routes.shared  // Takes milliseconds, once: better here than in the middle of a match.
    }

    static func step(_ world: inout World, _ turn: inout Turn<Arena>) {
        seat(&world, &turn)
        for player in turn.players { act(player, &world, &turn) }
        flyBolts(&world, &turn)
        takePickups(&world, &turn)
        returnPickup(&world, &turn.random)
        world.ticksLeft = max(0, world.ticksLeft - 1)
    }

    static func verdict(_ world: World, tick: Tick) -> Verdict? {
        let isDecided = world.fighters.contains { $0.entity.score >= Rules.hitsToWin }
        guard isDecided || world.ticksLeft == 0 else { return nil }
        let scores = world.fighters.map {
            Verdict.Placement($0.id.player, score: $0.entity.score)
        }
        return Verdict(scores, reason: isDecided ? "\(Rules.hitsToWin) hits" : "the time is up")
    }

    /// Lets players go and come; one who takes a seat over starts afresh.
    private static func seat(_ world: inout World, _ turn: inout Turn<Arena>) {
        for player in turn.left {
            world.fighters[player] = nil
            world.bolts.removeAll { _, bolt in bolt.owner == player }
        }
        for player in turn.joined {
            world.fighters[player] = Fighter()
            spawn(player, &world, &turn)
        }
    }

    /// One fighter's tick: it waits for its return, or moves and shoots.
    private static func act(
        _ player: PlayerID, _ world: inout World, _ turn: inout Turn<Arena>
    ) {
        guard var fighter = world.fighters[player] else { return }
        if fighter.isAlive {
            let input = turn[player]
            fighter.passTick()
            if fighter.move(input, seconds: turn.seconds, among: world.walls) {
                turn.emit(Cue(.dash, at: fighter.position, by: player, to: player))
            }
            if let bolt = fighter.shoot(input, as: player), world.bolts.insert(bolt) != nil {
                turn.emit(Cue(.shot, at: fighter.position, by: player, to: player))
            }
            world.fighters[player] = fighter
        } else {
            fighter.respawn -= 1
            world.fighters[player] = fighter
            if fighter.isAlive { spawn(player, &world, &turn) }
        }
    }
}
