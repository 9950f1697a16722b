import Umpire

/// Where a bot goes.
enum BotFeet {
    /// The direction to go in, of any length; zero to stand still.
    static func way(
        of fighter: Fighter, _ target: BotTarget?, _ mood: Mood, in view: Arena.World
    ) -> Point {
        let here = fighter.position
        if !mood.isBusy, let goal = errand(of: fighter, in: view.pickups) {
            return Routes.shared.step(from: here, to: goal, among: view.walls) - here
        }
        guard let target else {
            let middle = Point(x: Map.width / 2, y: Map.height / 2)
            return Routes.shared.step(from: here, to: middle, among: view.walls) - here
        }
        let goal = target.fighter.position
        guard target.isInSight && target.squaredDistance < 120 else {
            let hunt = target.isInSight ? goal : mood.hunch ?? goal
            return Routes.shared.step(from: here, to: hunt, among: view.walls) - here
        }
        return strafe(around: goal, from: here, target.squaredDistance, mood)
    }

    /// Sideways, and nearer or further where the distance is not to the bot's taste.
    private static func strafe(
        around goal: Point, from here: Point, _ squaredDistance: Float, _ mood: Mood
    ) -> Point {
        let ahead = goal - here
        var side = mood.goesLeft ? -ahead.quarterTurn : ahead.quarterTurn
        // The world's edge is in the way: the other side, then.
        let next = here + side * 0.2
        if next.x < 1 || next.x > Map.width - 1 || next.y < 1 || next.y > Map.height - 1 {
            side = -side
        }
        if squaredDistance < 20 { return side - ahead }
        return squaredDistance > 64 ? side + ahead : side
    }

    /// A pickup worth going for: medicine for the wounded, anything that lies near.
    private static func errand(of fighter: Fighter, in pickups: Table<Pickup>) -> Point? {
        var best: Point?
        var least: Float = 36
        for (_, pickup) in pickups {
            var cost = (pickup.position - fighter.position).squaredLength
            switch pickup.kind {
            case .health:
                if fighter.health == Rules.fullHealth { continue }
                if fighter.health <= 50 { cost *= 0.1 }
            case .rapid: if fighter.rapid { continue }
            case .shield: if fighter.shielded { continue }
            }
            if cost < least { (best, least) = (pickup.position, cost) }
        }
        return best
    }

    /// Whether it is time to dash out of sight.
    static func flees(_ fighter: Fighter, _ target: BotTarget?) -> Bool {
        guard let target else { return false }
        return fighter.health <= 35 && target.isInSight && target.squaredDistance < 49
    }
}
