/// A rigid cube: its inertia is the same about every axis, which keeps its motion simple.
struct RigidCube: Sendable {
    /// Half of an edge, in metres.
    let half: Double
    let mass: Double
    var place: Vector
    var rotation = Orientation()
    var velocity = Vector.zero
    var spin = Vector.zero
    /// Steps since it moved noticeably.
    var quietSteps = 0
    var isAsleep = false
    /// Steps for which it still counts as touched by the pusher or by a touched cube.
    var touchedSteps = 0

    init(half: Double, at place: Vector) {
        self.half = half
        self.place = place
        mass = half * half * half * 8
    }

    private var inertia: Double { mass * 4 * half * half / 6 }

    /// How much an impulse along `direction` at `arm` from the centre changes the speed there.
    func mobility(_ arm: Vector, _ direction: Vector) -> Double {
        let lever = arm.cross(direction)
        return 1 / mass + lever.dot(lever) / inertia
    }

    func velocity(at arm: Vector) -> Vector { velocity + spin.cross(arm) }

    mutating func push(_ impulse: Vector, at arm: Vector) {
        velocity += impulse / mass
        spin += arm.cross(impulse) / inertia
    }

    mutating func wake() {
        quietSteps = 0
        isAsleep = false
    }

    /// Moves on, and falls asleep after a quarter of a second at rest.
    mutating func move(_ seconds: Double) {
        place += velocity * seconds
        spin *= 0.998
        rotation.turn(spin, seconds)
        touchedSteps = max(0, touchedSteps - 1)
        let isQuiet = velocity.dot(velocity) < 0.02 && spin.dot(spin) < 0.06
        quietSteps = isQuiet ? quietSteps + 1 : 0
        guard quietSteps > 30 else { return }
        isAsleep = true
        velocity = .zero
        spin = .zero
    }

    /// Keeps the corners above the ground, with friction.
    mutating func meetGround(_ seconds: Double) {
        guard place.z < half * 1.8 else { return }
        let up = Vector(0, 0, 1)
        for corner in 0..<8 {
            let local = Vector(
                corner & 1 == 0 ? -half : half, corner & 2 == 0 ? -half : half,
                corner & 4 == 0 ? -half : half)
            let arm = rotation.apply(local)
            let depth = -(place.z + arm.z)
            guard depth > 0 else { continue }
            let speed = velocity(at: arm)
            let wanted = max(0, depth - 0.005) * 0.2 / seconds + max(0, -speed.z - 0.5) * 0.3
            let strength = (wanted - speed.z) / mobility(arm, up)
            guard strength > 0 else { continue }
            push(up * strength, at: arm)
            rub(at: arm, normal: up, atMost: strength * 0.6)
        }
    }

    /// Slows the sliding at `arm` by friction of at most this impulse.
    private mutating func rub(at arm: Vector, normal: Vector, atMost limit: Double) {
        let speed = velocity(at: arm)
        let sliding = speed - normal * speed.dot(normal)
        let length = sliding.length
        guard length > 1e-9 else { return }
        let direction = sliding / length
        push(direction * -min(limit, length / mobility(arm, direction)), at: arm)
    }
}
