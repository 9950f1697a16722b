import UmpireBasics
import UmpireState

/// Cubes on a plane that one larger cube pushes about, rolls over, and draws after it at times.
///
/// Our own simulation with the fields of the cubes' file: what a codec learned from that file can
/// be checked against data that is not in it. Cubes meet the ground with their corners and each
/// other as balls, which is enough to make them tumble.
struct CubePile: PlayedWorld {
    private static let stepSeconds = 1.0 / 120

    private(set) var world = CubesWorld()
    private var cubes: [RigidCube] = []
    private var random: GameRandom
    private var goal = Vector.zero
    private var step = 0
    private var isDrawing = false

    init(cubes count: Int, seed: UInt64) {
        random = GameRandom(seed: seed)
        cubes.append(RigidCube(half: 0.75, at: Vector(0, 0, 0.75)))
        var side = 1
        while side * side < count - 1 { side += 1 }
        for index in 0..<(count - 1) {
            let column = Double(index % side) - Double(side) / 2 + 0.5
            let row = Double(index / side) - Double(side) / 2 + 0.5
            cubes.append(RigidCube(half: 0.35, at: Vector(column * 1.1, row * 1.1, 0.35)))
            cubes[cubes.count - 1].isAsleep = true
        }
        for _ in cubes { world.cubes.insert(Cube()) }
    }

    mutating func advance() {
        for _ in 0..<2 {
            steer()
            meetEachOther()
            for index in cubes.indices where !cubes[index].isAsleep {
                cubes[index].velocity.z -= 9.81 * CubePile.stepSeconds
                for _ in 0..<3 { cubes[index].meetGround(CubePile.stepSeconds) }
                cubes[index].move(CubePile.stepSeconds)
            }
            step += 1
        }
        show()
    }

    /// Rolls the large cube towards where it wants to be, and at times jumps.
    private mutating func steer() {
        if step % 180 == 0 {
            let near = cubes[random.int(in: 1...(cubes.count - 1))].place
            goal = Vector(near.x, near.y, 0)
            isDrawing = random.chance(0.6)
            if random.chance(0.3) { cubes[0].velocity.z += 5 }
        }
        var way = goal - cubes[0].place
        way.z = 0
        let distance = way.length
        let direction = distance > 0.1 ? way / distance : .zero
        cubes[0].velocity += direction * (14 * CubePile.stepSeconds)
        cubes[0].velocity.x *= 0.995
        cubes[0].velocity.y *= 0.995
        cubes[0].wake()
        cubes[0].touchedSteps = 30
        if isDrawing { draw() }
    }

    private mutating func draw() {
        for index in 1..<cubes.count {
            let way = cubes[0].place - cubes[index].place
            let distance = way.length
            guard distance > 1.2, distance < 3.5 else { continue }
            cubes[index].wake()
            cubes[index].velocity += way * (14 * CubePile.stepSeconds / distance)
        }
    }

    private mutating func meetEachOther() {
        for one in cubes.indices {
            for other in cubes.indices.dropFirst(one + 1) {
                if cubes[one].isAsleep && cubes[other].isAsleep { continue }
                let way = cubes[other].place - cubes[one].place
                let reach = (cubes[one].half + cubes[other].half) * 1.15
                let square = way.dot(way)
                guard square < reach * reach, square > 1e-6 else { continue }
                collide(one, other, way, square.squareRoot(), reach)
            }
        }
    }

    private mutating func collide(
        _ one: Int, _ other: Int, _ way: Vector, _ distance: Double, _ reach: Double
    ) {
        let normal = way / distance
        let arms = (
            normal * cubes[one].half * 1.15, normal * (-cubes[other].half * 1.15)
        )
        let speed = cubes[other].velocity(at: arms.1) - cubes[one].velocity(at: arms.0)
        let closing = -speed.dot(normal)
        let wanted = (reach - distance - 0.01) * 0.1 / CubePile.stepSeconds + closing
        guard wanted > 0.02 else { return }
        let strength = wanted / (1 / cubes[one].mass + 1 / cubes[other].mass)
        let sliding = speed + normal * closing
        let slide = sliding.length
        let rub = slide > 1e-9 ? sliding / slide * min(strength * 0.4, slide * 0.05) : .zero
        cubes[one].push(rub - normal * strength, at: arms.0)
        cubes[other].push(normal * strength - rub, at: arms.1)
        cubes[one].wake()
        cubes[other].wake()
        let touched = max(cubes[one].touchedSteps, cubes[other].touchedSteps) - 1
        cubes[one].touchedSteps = max(cubes[one].touchedSteps, touched)
        cubes[other].touchedSteps = max(cubes[other].touchedSteps, touched)
    }

    private mutating func show() {
        var index = 0
        world.cubes.update { _, shown in
            let cube = cubes[index]
            let turned = cube.rotation.smallestThree
            shown = Cube(
                orientationLargest: turned.largest, orientationA: turned.a,
                orientationB: turned.b, orientationC: turned.c, x: CubePile.units(cube.place.x),
                y: CubePile.units(cube.place.y), z: max(0, CubePile.units(cube.place.z)),
                interacting: cube.touchedSteps > 0 ? 1 : 0)
            index += 1
        }
    }

    /// 512 units are a metre.
    private static func units(_ metres: Double) -> Int32 {
        Int32((min(max(metres, -31.9), 31.9) * 512).rounded(.toNearestOrAwayFromZero))
    }
}
