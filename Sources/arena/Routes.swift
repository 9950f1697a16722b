import Umpire

/// The ways around the walls, which never move: worked out once, looked up by bots.
struct Routes: Sendable {
    /// Those of `Map`.
    static let shared = Routes()

    /// Bots cut corners by this much less than their radius, and slide around them.
    static let margin: Float = 0.4

    private static let columns = Int(Map.width)
    private static let rows = Int(Map.height)

    /// For each square unit of the map, the nearest waypoint in sight.
    private let nearest: [UInt8]
    /// For each pair of waypoints, the one to go to next; row by row.
    private let hops: [UInt8]
    private let waypoints: [Point]

    private init() {
        waypoints = Map.waypoints
        nearest = Routes.nearestWaypoints()
        hops = Routes.shortestHops()
    }

    /// Where to walk to, straight on, to get from `start` to `goal`.
    func step(from start: Point, to goal: Point, among walls: Table<Wall>) -> Point {
        let here = Int(nearest[Routes.cell(of: start)])
        let there = Int(nearest[Routes.cell(of: goal)])
        if here == there || walls.isClear(start, goal, margin: Routes.margin) { return goal }
        let next = waypoints[Int(hops[here * waypoints.count + there])]
        return walls.isClear(start, next, margin: Routes.margin) ? next : waypoints[here]
    }

    /// One of the waypoints, by a part 0..<1.
    func waypoint(at part: Float) -> Point {
        waypoints[min(Int(part * Float(waypoints.count)), waypoints.count - 1)]
    }

    private static func cell(of point: Point) -> Int {
        let column = min(max(Int(point.x), 0), columns - 1)
        let row = min(max(Int(point.y), 0), rows - 1)
        return row * columns + column
    }

    private static func isClear(_ start: Point, _ end: Point) -> Bool {
        !Map.walls.contains { $0.blocks(start, end, margin: margin) }
    }

    private static func nearestWaypoints() -> [UInt8] {
        (0..<(columns * rows)).map { cell in
            let center = Point(x: Float(cell % columns) + 0.5, y: Float(cell / columns) + 0.5)
            var best = (index: 0, cost: Float.infinity)
            for (index, waypoint) in Map.waypoints.enumerated() {
                var cost = (waypoint - center).squaredLength
                guard cost < best.cost else { continue }
                // Inside a wall nothing is in sight; then the nearest will do.
                if !isClear(center, waypoint) { cost += 10_000 }
                if cost < best.cost { best = (index, cost) }
            }
            return UInt8(best.index)
        }
    }

    /// Floyd and Warshall's shortest paths, of which only the first hops are kept.
    private static func shortestHops() -> [UInt8] {
        let count = Map.waypoints.count
        var lengths = [Float](repeating: .infinity, count: count * count)
        var hops = [UInt8](repeating: 0, count: count * count)
        for from in 0..<count {
            for to in 0..<count where isClear(Map.waypoints[from], Map.waypoints[to]) {
                let way = Map.waypoints[to] - Map.waypoints[from]
                lengths[from * count + to] = way.squaredLength.squareRoot()
                hops[from * count + to] = UInt8(to)
            }
        }
        for over in 0..<count {
            for from in 0..<count {
                for to in 0..<count {
                    let length = lengths[from * count + over] + lengths[over * count + to]
                    guard length < lengths[from * count + to] else { continue }
                    lengths[from * count + to] = length
                    hops[from * count + to] = hops[from * count + over]
                }
            }
        }
        return hops
    }
}
