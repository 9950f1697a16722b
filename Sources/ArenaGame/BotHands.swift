import Umpire

/// What a bot presses.
enum BotHands {
    /// How far a bot turns in one tick: two thirds of a circle in a second.
    static let turnRate: Float = 0.022

    /// Turns toward where the target will be, misjudged, and fires when about there.
    static func aim(
        _ input: inout Arena.Input, of fighter: Fighter, at target: BotTarget, _ mood: Mood,
        _ random: inout GameRandom
    ) {
        let distance = target.squaredDistance.squareRoot()
        let flight = distance / Rules.boltSpeed
        // What it has not yet reacted to makes it lead too little, or too much.
        let lead = target.fighter.velocity * (flight * (1 + mood.misjudgement))
        let ahead = target.fighter.position + lead - fighter.position
        let wanted =
            Trigonometry.turns(x: ahead.x, y: ahead.y) + mood.aimError
            + random.float(in: -0.004..<0.004)
        var turn = wanted - fighter.aim
        turn -= turn.rounded()
        input.aim = fighter.aim + min(max(turn, -turnRate), turnRate)
        input.aim -= input.aim.rounded(.down)
        let isOnTarget = turn.magnitude < turnRate + 0.01
        input.fire =
            isOnTarget && target.isInSight && target.squaredDistance < 400 && mood.isFiring
    }

    /// The keys that come nearest to a direction: one when it is within 22° of an axis, else two.
    ///
    /// A slow fighter may be leaning on a wall; both keys then make it slide along and around it.
    static func press(_ input: inout Arena.Input, _ fighter: Fighter, toward way: Point) {
        let isSlow = fighter.velocity.squaredLength < Rules.speed * Rules.speed / 4
        let least = isSlow ? 0.01 : way.squaredLength * 0.146
        guard way.squaredLength > 0.06 else { return }
        if way.x * way.x > least { input.moveX = way.x > 0 ? 1 : -1 }
        if way.y * way.y > least { input.moveY = way.y > 0 ? 1 : -1 }
    }
}
