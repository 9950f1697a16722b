import Umpire

/// A shot on its way.
struct Bolt: Replicable {
    var position: Point
    var aim: Float
    var owner: PlayerID
    // What only the server knows.
    var ticksLeft = Rules.boltTicks
    var velocity: Point

    static let schema = Schema<Self> {
        Field("x", \.position.x, in: 0...Map.width, step: 0.02, .interpolated)
        Field("y", \.position.y, in: 0...Map.height, step: 0.02, .interpolated)
        Field("aim", \.aim, turnBits: 8)
        Field("owner", \.owner)
        Field("ticksLeft", \.ticksLeft, in: 0...Rules.boltTicks, audience: .server)
        Field("velocityX", \.velocity.x, audience: .server)
        Field("velocityY", \.velocity.y, audience: .server)
    }

    /// A bolt that leaves `position` in the direction of `aim`.
    init(from position: Point, aim: Float, owner: PlayerID) {
        self.position = position
        self.aim = aim
        self.owner = owner
        velocity = Point.direction(turns: aim) * Rules.boltSpeed
    }

    /// The part 0…1 of the way `path` after which a wall stops it; 1 when none does.
    func reach(along path: Point, among walls: Table<Wall>) -> Float {
        var reach: Float = 1
        for (_, wall) in walls {
            if let entry = wall.entry(from: position, along: path) { reach = min(reach, entry) }
        }
        return reach
    }

    /// The first fighter on the way, no further than `reach`; it spares its owner and who dashes.
    func victim(
        along path: Point, reach: Float, among fighters: Table<Fighter>
    ) -> (player: PlayerID, part: Float)? {
        var first: (player: PlayerID, part: Float)?
        for (id, fighter) in fighters
        where fighter.isAlive && !fighter.dashing && id.player != owner {
            guard let part = entry(into: fighter.position, along: path) else { continue }
            if part <= first?.part ?? reach { first = (id.player, part) }
        }
        return first
    }

    /// Where on the way it meets a fighter at `center`: the first crossing of the circle.
    private func entry(into center: Point, along path: Point) -> Float? {
        let radius = Rules.fighterRadius + Rules.boltRadius
        let start = position - center
        let outside = start.squaredLength - radius * radius
        if outside <= 0 { return 0 }
        // |start + part × path| = radius, solved for the smaller part.
        let along = -start.dot(path)
        let length = path.squaredLength
        guard along > 0, along * along >= length * outside else { return nil }
        let part = (along - (along * along - length * outside).squareRoot()) / length
        return part <= 1 ? part : nil
    }
}
