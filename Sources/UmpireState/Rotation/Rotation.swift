import UmpireBasics

/// An orientation in space: a quaternion of length 1.
///
/// Only addition, multiplication, division and square roots, so that each machine computes the
/// same. Turned by nothing at first. A rotation and its negative are the same orientation.
public struct Rotation: BitwiseCopyable, Equatable, Sendable {
    /// The axis's part along x, times the sine of half the angle.
    public let x: Float
    /// The axis's part along y, times the sine of half the angle.
    public let y: Float
    /// The axis's part along z, times the sine of half the angle.
    public let z: Float
    /// The cosine of half the angle.
    public let w: Float

    /// Not turned.
    public static let identity = Rotation()

    /// Not turned.
    public init() {
        x = 0
        y = 0
        z = 0
        w = 1
    }

    /// A quaternion of any length, brought to length 1; not turned if it has none.
    public init(x: Float, y: Float, z: Float, w: Float) {
        let parts = RotationParts(x: Double(x), y: Double(y), z: Double(z), w: Double(w))
        self.init(parts.unit)
    }

    /// Turned by `turns` (1 is a full circle) around an axis of any length, counter-clockwise for
    /// who looks against it; not turned if the axis has no length.
    public init(turns: Float, aroundX x: Float, y: Float, z: Float) {
        let length = (x * x + y * y + z * z).squareRoot()
        guard length > 0, length.isFinite, turns.isFinite else {
            self = .identity
            return
        }
        let sine = Trigonometry.sine(turns: turns / 2) / length
        self.init(
            x: x * sine, y: y * sine, z: z * sine, w: Trigonometry.cosine(turns: turns / 2))
    }

    init(_ parts: RotationParts) {
        x = Float(parts.x)
        y = Float(parts.y)
        z = Float(parts.z)
        w = Float(parts.w)
    }

    /// The rotation back.
    public var inverse: Rotation { Rotation(x: -x, y: -y, z: -z, w: w) }

    /// First `right`, then `left`.
    public static func * (left: Rotation, right: Rotation) -> Rotation {
        Rotation(
            x: left.w * right.x + left.x * right.w + left.y * right.z - left.z * right.y,
            y: left.w * right.y - left.x * right.z + left.y * right.w + left.z * right.x,
            z: left.w * right.z + left.x * right.y - left.y * right.x + left.z * right.w,
            w: left.w * right.w - left.x * right.x - left.y * right.y - left.z * right.z)
    }

    /// This and then `turns` more around an axis of the world, of any length.
    public func turned(by turns: Float, aroundX x: Float, y: Float, z: Float) -> Rotation {
        Rotation(turns: turns, aroundX: x, y: y, z: z) * self
    }

    /// Where a point goes that is turned about the origin.
    public func applied(toX x: Float, y: Float, z: Float) -> (x: Float, y: Float, z: Float) {
        let (a, b, c) = (
            2 * (self.y * z - self.z * y), 2 * (self.z * x - self.x * z),
            2 * (self.x * y - self.y * x)
        )
        return (
            x + w * a + self.y * c - self.z * b, y + w * b + self.z * a - self.x * c,
            z + w * c + self.x * b - self.y * a
        )
    }
}
