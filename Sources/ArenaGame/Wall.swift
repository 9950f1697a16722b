import Umpire

/// A rectangle that stops fighters and bolts, by its top left corner.
struct Wall: Replicable {
    let x: Float
    let y: Float
    let width: Float
    let height: Float

    static let schema = Schema<Self> {
        Field("x", \.x, in: 0...Map.width, step: 0.25)
        Field("y", \.y, in: 0...Map.height, step: 0.25)
        Field("width", \.width, in: 0...Map.width, step: 0.25)
        Field("height", \.height, in: 0...Map.height, step: 0.25)
    }

    var right: Float { x + width }
    var bottom: Float { y + height }

    /// Whether `point` is in the rectangle, enlarged by `margin` on each side.
    func isNear(_ point: Point, within margin: Float) -> Bool {
        point.x > x - margin && point.x < right + margin
            && point.y > y - margin && point.y < bottom + margin
    }

    /// The shortest way out for a circle that overlaps the wall, or nil when it does not.
    func wayOut(of center: Point, radius: Float) -> (normal: Point, depth: Float)? {
        let nearest = Point(
            x: min(max(center.x, x), right), y: min(max(center.y, y), bottom))
        let away = center - nearest
        let squared = away.squaredLength
        guard squared < radius * radius else { return nil }
        guard squared > 0 else { return wayOut(fromInside: center, radius: radius) }
        let distance = squared.squareRoot()
        return (away * (1 / distance), radius - distance)
    }

    /// Through the nearest side, when the centre itself is in the wall.
    private func wayOut(
        fromInside center: Point, radius: Float
    ) -> (normal: Point, depth: Float) {
        let left = center.x - x, right = right - center.x
        let up = center.y - y, down = bottom - center.y
        let least = min(min(left, right), min(up, down))
        let normal =
            least == left
            ? Point(x: -1, y: 0)
            : least == right
                ? Point(x: 1, y: 0) : least == up ? Point(x: 0, y: -1) : Point(x: 0, y: 1)
        return (normal, least + radius)
    }

    /// Whether the wall, enlarged by `margin`, touches the line between two points.
    ///
    /// Two boxes and a separating axis: no division, because bots ask this all the time.
    func blocks(_ start: Point, _ end: Point, margin: Float) -> Bool {
        if min(start.x, end.x) > right + margin || max(start.x, end.x) < x - margin
            || min(start.y, end.y) > bottom + margin || max(start.y, end.y) < y - margin
        {
            return false
        }
        let line = end - start
        let half = Point(x: width * 0.5 + margin, y: height * 0.5 + margin)
        let center = Point(x: x + width * 0.5, y: y + height * 0.5)
        let distance = line.cross(center - start).magnitude
        return distance <= half.x * line.y.magnitude + half.y * line.x.magnitude
    }

    /// The part 0…1 of the way `path` after which a point from `start` enters the wall, or nil.
    func entry(from start: Point, along path: Point) -> Float? {
        guard blocks(start, start + path, margin: 0) else { return nil }
        let across = Wall.crossing(start.x, path.x, x, right)
        let down = Wall.crossing(start.y, path.y, y, bottom)
        let first = max(across.lowerBound, down.lowerBound)
        let last = min(across.upperBound, down.upperBound)
        return first <= last ? first : nil
    }

    /// The part of the way that lies between two parallel lines.
    private static func crossing(
        _ start: Float, _ path: Float, _ low: Float, _ high: Float
    ) -> ClosedRange<Float> {
        guard path != 0 else { return 0...1 }
        let first = (low - start) / path, second = (high - start) / path
        let entry = min(max(min(first, second), 0), 1)
        return entry...max(entry, min(max(first, second), 1))
    }
}

extension Table<Wall> {
    /// Whether nothing of `margin`'s breadth stands between two points.
    func isClear(_ start: Point, _ end: Point, margin: Float) -> Bool {
        for (_, wall) in self where wall.blocks(start, end, margin: margin) { return false }
        return true
    }
}
