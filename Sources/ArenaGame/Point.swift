import Umpire

/// A place or a direction in the arena: x to the right, y down.
struct Point: BitwiseCopyable, Sendable, Equatable {
    var x: Float = 0
    var y: Float = 0

    var squaredLength: Float { x * x + y * y }

    /// A quarter turn further: from right to down.
    var quarterTurn: Point { Point(x: -y, y: x) }

    /// The unit vector of an angle.
    static func direction(turns: Float) -> Point {
        Point(x: Trigonometry.cosine(turns: turns), y: Trigonometry.sine(turns: turns))
    }

    func dot(_ other: Point) -> Float { x * other.x + y * other.y }

    /// Positive when `other` lies clockwise of this one, as seen on the screen.
    func cross(_ other: Point) -> Float { x * other.y - y * other.x }

    /// This vector, shortened to `length` when it is longer.
    func limited(to length: Float) -> Point {
        let squared = squaredLength
        return squared > length * length ? self * (length / squared.squareRoot()) : self
    }

    static func + (left: Point, right: Point) -> Point {
        Point(x: left.x + right.x, y: left.y + right.y)
    }

    static func - (left: Point, right: Point) -> Point {
        Point(x: left.x - right.x, y: left.y - right.y)
    }

    static func * (point: Point, factor: Float) -> Point {
        Point(x: point.x * factor, y: point.y * factor)
    }

    static prefix func - (point: Point) -> Point { Point(x: -point.x, y: -point.y) }

    static func += (left: inout Point, right: Point) { left = left + right }
}
