import Umpire

extension Arena {
    /// Plays one fighter from what lies in the world, with no memory of its own.
    static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
        guard let fighter = view.fighters[me], fighter.isAlive else { return Input() }
        let mood = Mood(player: me, ticksLeft: view.ticksLeft)
        let target = BotSight.target(of: fighter, me, in: view)
        var input = Input()
        input.aim = fighter.aim
        if let target { BotHands.aim(&input, of: fighter, at: target, mood, &random) }
        let threat = BotSight.threat(to: fighter, me, mood, in: view.bolts)
        let way: Point
        if let threat {
            way = threat.escape
            input.dash = threat.distance < 2.5 && mood.isBold
        } else {
            way = BotFeet.way(of: fighter, target, mood, in: view)
            input.dash = BotFeet.flees(fighter, target)
        }
        BotHands.press(&input, fighter, toward: way)
        return input
    }
}

/// Whom a bot fights.
struct BotTarget {
    let fighter: Fighter
    let squaredDistance: Float
    /// Whether nothing stands between the two.
    let isInSight: Bool
}

/// What a bot sees.
enum BotSight {
    /// The nearest enemy, or the second nearest when only that one is in sight.
    static func target(of fighter: Fighter, _ me: PlayerID, in view: Arena.World) -> BotTarget? {
        var first = (id: EntityID(me), distance: Float.infinity)
        var second = first
        for (id, enemy) in view.fighters where enemy.isAlive && id.player != me {
            let distance = (enemy.position - fighter.position).squaredLength
            if distance < first.distance {
                second = first
                first = (id, distance)
            } else if distance < second.distance {
                second = (id, distance)
            }
        }
        guard let nearest = seen(first, from: fighter, in: view) else { return nil }
        if nearest.isInSight { return nearest }
        if let other = seen(second, from: fighter, in: view), other.isInSight { return other }
        return nearest
    }

    private static func seen(
        _ enemy: (id: EntityID, distance: Float), from fighter: Fighter, in view: Arena.World
    ) -> BotTarget? {
        guard enemy.distance < .infinity, let found = view.fighters[enemy.id] else { return nil }
        let isInSight = view.walls.isClear(
            fighter.position, found.position, margin: Rules.boltRadius)
        return BotTarget(
            fighter: found, squaredDistance: enemy.distance, isInSight: isInSight)
    }

    /// The bolt that is about to hit, if the bot notices it, and the way out of its path.
    static func threat(
        to fighter: Fighter, _ me: PlayerID, _ mood: Mood, in bolts: Table<Bolt>
    ) -> (escape: Point, distance: Float)? {
        var threat: (escape: Point, distance: Float)?
        for (id, bolt) in bolts where bolt.owner != me {
            let away = fighter.position - bolt.position
            guard away.squaredLength < 36, mood.notices(id) else { continue }
            let direction = Point.direction(turns: bolt.aim)
            let distance = direction.dot(away)
            let miss = direction.cross(away)
            guard distance > 0 && miss.magnitude < 0.9 && distance < threat?.distance ?? 6
            else { continue }
            let side = direction.quarterTurn
            threat = (miss < 0 ? -side : side, distance)
        }
        return threat
    }
}
