import UmpireState

/// A cube of the plain workloads, of which the schema says that it has a rotation.
struct TurningCube: Replicable {
    var rotation = Rotation.identity
    var x: Int32 = 0
    var y: Int32 = 0
    var z: Int32 = 0
    var interacting: Int32 = 0

    static let schema = Schema<Self> {
        Field("rotation", \.rotation)
        Field("x", \.x, in: Cube.ranges[4])
        Field("y", \.y, in: Cube.ranges[5])
        Field("z", \.z, in: Cube.ranges[6])
        Field("interacting", \.interacting, in: Cube.ranges[7])
    }

    init() {}

    /// The same cube.
    init(_ cube: Cube) {
        rotation = TurningCube.rotation(
            largest: Int(cube.orientationLargest),
            [cube.orientationA, cube.orientationB, cube.orientationC])
        x = cube.x
        y = cube.y
        z = cube.z
        interacting = cube.interacting
    }

    /// The rotation whose smallest three these are; the one part that is left out is positive.
    private static func rotation(largest: Int, _ others: [Int32]) -> Rotation {
        var parts = others.map { Double(2 * $0 - 511) / 511 * 0.5.squareRoot() }
        let rest = 1 - parts.reduce(0) { $0 + $1 * $1 }
        parts.insert(max(0, rest).squareRoot(), at: largest)
        return Rotation(
            x: Float(parts[0]), y: Float(parts[1]), z: Float(parts[2]), w: Float(parts[3]))
    }
}

/// Cubes with rotations, whose ids are their places in the data.
struct TurningCubesWorld: GameWorld {
    var cubes = Table<TurningCube>(capacity: 4_096)

    static let layout = Layout<Self> { Entities("cubes", \.cubes) }
}

/// Plain cubes, seen as cubes with rotations: what it saves to say so.
///
/// A rotation whose two greatest parts are as large may have another word than in the plain data,
/// less than a step away.
struct TurningCubes<Plain: PlayedWorld>: PlayedWorld where Plain.World == CubesWorld {
    private(set) var world = TurningCubesWorld()
    private var plain: Plain

    init(_ plain: Plain) {
        self.plain = plain
        for _ in plain.world.cubes { world.cubes.insert(TurningCube()) }
    }

    mutating func advance() throws {
        try plain.advance()
        let cubes = plain.world.cubes
        world.cubes.update { id, shown in
            if let cube = cubes[id] { shown = TurningCube(cube) }
        }
    }
}
