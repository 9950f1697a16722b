/// Three numbers of space.
typealias Vector = SIMD3<Double>

extension SIMD3<Double> {
    func dot(_ other: Vector) -> Double { x * other.x + y * other.y + z * other.z }

    func cross(_ other: Vector) -> Vector {
        Vector(
            y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    var length: Double { dot(self).squareRoot() }
}

/// A unit quaternion, made with additions, multiplications and square roots alone.
struct Orientation: Sendable {
    private(set) var parts = SIMD4<Double>(0, 0, 0, 1)

    /// Turns on by `spin` (radians a second) for `seconds`.
    mutating func turn(_ spin: Vector, _ seconds: Double) {
        let half = spin * (seconds / 2)
        let (x, y, z, w) = (parts.x, parts.y, parts.z, parts.w)
        parts += SIMD4(
            half.x * w + half.y * z - half.z * y, half.y * w + half.z * x - half.x * z,
            half.z * w + half.x * y - half.y * x, -(half.x * x + half.y * y + half.z * z))
        let square = parts.x * parts.x + parts.y * parts.y + parts.z * parts.z + parts.w * parts.w
        parts /= square.squareRoot()
    }

    /// `vector` after this rotation.
    func apply(_ vector: Vector) -> Vector {
        let axis = Vector(parts.x, parts.y, parts.z)
        let twice = axis.cross(vector) * 2
        return vector + twice * parts.w + axis.cross(twice)
    }

    /// The smallest three: which part is the largest, and the others in 9 bits each.
    var smallestThree: (largest: Int32, a: Int32, b: Int32, c: Int32) {
        var largest = 0
        for index in 1..<4 where parts[index].magnitude > parts[largest].magnitude {
            largest = index
        }
        let sign: Double = parts[largest] < 0 ? -1 : 1
        var others: [Int32] = []
        for index in 0..<4 where index != largest {
            let part = min(max(sign * parts[index] * 0.5.squareRoot() + 0.5, 0), 1)
            others.append(Int32(part * 511 + 0.5))
        }
        return (Int32(largest), others[0], others[1], others[2])
    }
}
