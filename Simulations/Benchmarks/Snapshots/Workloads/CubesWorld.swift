import UmpireState

/// A cube of Glenn Fiedler's "Networked Physics Data Compression Challenge".
///
/// Plain whole numbers with their ranges: nothing says that four of them are a rotation.
struct Cube: Replicable {
    var orientationLargest: Int32 = 0
    var orientationA: Int32 = 0
    var orientationB: Int32 = 0
    var orientationC: Int32 = 0
    var x: Int32 = 0
    var y: Int32 = 0
    var z: Int32 = 0
    var interacting: Int32 = 0

    static let ranges: [ClosedRange<Int32>] = [
        0...3, 0...511, 0...511, 0...511, -16_383...16_383, -16_383...16_383, 0...8_190, 0...1,
    ]

    static let schema = Schema<Self> {
        Field("orientationLargest", \.orientationLargest, in: ranges[0])
        Field("orientationA", \.orientationA, in: ranges[1])
        Field("orientationB", \.orientationB, in: ranges[2])
        Field("orientationC", \.orientationC, in: ranges[3])
        Field("x", \.x, in: ranges[4])
        Field("y", \.y, in: ranges[5])
        Field("z", \.z, in: ranges[6])
        Field("interacting", \.interacting, in: ranges[7])
    }
}

/// Cubes, whose ids are their places in the data.
struct CubesWorld: GameWorld {
    var cubes = Table<Cube>(capacity: 4_096)

    static let layout = Layout<Self> { Entities("cubes", \.cubes) }
}
