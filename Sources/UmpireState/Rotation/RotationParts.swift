/// The four parts of a quaternion, exact enough to round from.
struct RotationParts: RotationQuadruple, BitwiseCopyable {
    var x: Double
    var y: Double
    var z: Double
    var w: Double

    /// The part with this number: x, y, z, w.
    subscript(number: Int) -> Double {
        get {
            switch number {
            case 0: x
            case 1: y
            case 2: z
            default: w
            }
        }
        set {
            switch number {
            case 0: x = newValue
            case 1: y = newValue
            case 2: z = newValue
            default: w = newValue
            }
        }
    }

    /// Brought to length 1; not turned where there is no length.
    var unit: RotationParts {
        let square = x * x + y * y + z * z + w * w
        guard square.isNormal else { return RotationParts(x: 0, y: 0, z: 0, w: 1) }
        let scale = 1 / square.squareRoot()
        return RotationParts(x: x * scale, y: y * scale, z: z * scale, w: w * scale)
    }
}
