import Umpire

extension Fighter {
    /// Moves by one tick; true when a dash begins.
    mutating func move(
        _ input: Arena.Input, seconds: Float, among walls: Table<Wall>
    ) -> Bool {
        aim = input.aim
        let direction = Fighter.heading(input)
        let beginsDash = input.dash && dashCooldown == 0
        if beginsDash {
            let isStanding = input.moveX == 0 && input.moveY == 0
            dashDirection = isStanding ? Point.direction(turns: aim) : direction
            dashTicks = Rules.dashTicks
            dashCooldown = Rules.dashCooldown
            dashing = true
        }
        if dashing {
            velocity = dashDirection * Rules.dashSpeed
            // In two halves, each shorter than the fighter's radius: no wall is jumped over.
            advance(seconds * 0.5, among: walls)
            advance(seconds * 0.5, among: walls)
        } else {
            velocity = velocity.limited(to: Rules.speed)
            let change = direction * Rules.speed - velocity
            velocity += change.limited(to: Rules.acceleration * seconds)
            advance(seconds, among: walls)
        }
        return beginsDash
    }

    /// The unit vector of the keys, or zero.
    private static func heading(_ input: Arena.Input) -> Point {
        let direction = Point(x: Float(input.moveX), y: Float(input.moveY))
        let isDiagonal = input.moveX != 0 && input.moveY != 0
        return isDiagonal ? direction * 0.707_106_8 : direction
    }

    /// Moves by the velocity, and out of what stands there: the rest of the movement is a slide.
    private mutating func advance(_ seconds: Float, among walls: Table<Wall>) {
        position += velocity * seconds
        for (_, wall) in walls where wall.isNear(position, within: Rules.fighterRadius) {
            leave(wall)
        }
        stayInside()
    }

    private mutating func leave(_ wall: Wall) {
        guard let way = wall.wayOut(of: position, radius: Rules.fighterRadius) else { return }
        position += way.normal * way.depth
        let inward = velocity.dot(way.normal)
        if inward < 0 { velocity += way.normal * -inward }
    }

    private mutating func stayInside() {
        let radius = Rules.fighterRadius
        let inside = Point(
            x: min(max(position.x, radius), Map.width - radius),
            y: min(max(position.y, radius), Map.height - radius))
        if inside.x != position.x { velocity.x = 0 }
        if inside.y != position.y { velocity.y = 0 }
        position = inside
    }
}
