import Umpire

/// The ways around the walls, which never move: worked out once, looked up by bots.
///
/// For each square unit of the map and each waypoint to get to, it knows the waypoint in sight
/// through which the whole way is shortest. Whoever walks there has less left with each step.
struct Routes: Sendable {
    /// Those of `Map`.
    static let shared = Routes()

    /// The room beside the lines between waypoints; elsewhere less will do, for whoever cuts a
    /// corner slides around it.
    private static let waypointMargin: Float = 0.4
    private static let cellMargin: Float = 0.15
    private static let goalMargin: Float = 0.1

    private static let columns = Int(Map.width)
    private static let rows = Int(Map.height)

    private let waypoints: [Point]
    /// For each cell, the nearest waypoint in sight.
    private let nearest: [UInt8]
    /// For each cell and each waypoint to get to, the one to walk to.
    private let hops: [UInt8]

    private init() {
        waypoints = Map.waypoints
        let lengths = Routes.shortestLengths()
        let count = waypoints.count
        var nearest: [UInt8] = []
        var hops: [UInt8] = []
        for cell in 0..<(Routes.columns * Routes.rows) {
            let stop = Routes.waypoint(in: cell)
            let ways = Routes.ways(from: cell, stop)
            nearest.append(UInt8(ways.indices.min { ways[$0] < ways[$1] } ?? 0))
            for goal in 0..<count {
                var best = (hop: goal, length: Float.infinity)
                for hop in 0..<count where hop != stop || hop == goal {
                    let length = ways[hop] + lengths[hop * count + goal]
                    if length < best.length { best = (hop, length) }
                }
                hops.append(UInt8(best.hop))
            }
        }
        self.nearest = nearest
        self.hops = hops
    }

    /// Where to walk to, straight on, to get from `start` to `goal`.
    func step(from start: Point, to goal: Point, among walls: Table<Wall>) -> Point {
        if walls.isClear(start, goal, margin: Routes.goalMargin) { return goal }
        let there = Int(nearest[Routes.cell(of: goal)])
        let next = hop(from: start, to: there)
        if (waypoints[next] - start).squaredLength > 0.5 { return waypoints[next] }
        return next == there ? goal : waypoints[hop(from: waypoints[next], to: there)]
    }

    /// One of the waypoints, by a part 0..<1.
    func waypoint(at part: Float) -> Point {
        waypoints[min(Int(part * Float(waypoints.count)), waypoints.count - 1)]
    }

    private func hop(from start: Point, to goal: Int) -> Int {
        Int(hops[Routes.cell(of: start) * waypoints.count + goal])
    }

    private static func cell(of point: Point) -> Int {
        let column = min(max(Int(point.x), 0), columns - 1)
        let row = min(max(Int(point.y), 0), rows - 1)
        return row * columns + column
    }
}

// MARK: - Working the ways out

extension Routes {
    private static func waypoint(in cell: Int) -> Int? {
        Map.waypoints.firstIndex { Routes.cell(of: $0) == cell }
    }

    /// How far it is from a cell to each waypoint, straight on; much further when out of sight.
    private static func ways(from cell: Int, _ stop: Int?) -> [Float] {
        let center = Point(x: Float(cell % columns) + 0.5, y: Float(cell / columns) + 0.5)
        let start = stop.map { Map.waypoints[$0] } ?? center
        let margin = stop == nil ? cellMargin : waypointMargin
        return Map.waypoints.map { length(from: start, to: $0, margin: margin) ?? 1_000 }
    }

    /// The shortest ways between all waypoints (Floyd and Warshall), row by row.
    private static func shortestLengths() -> [Float] {
        let points = Map.waypoints
        let count = points.count
        var lengths = points.flatMap { from in
            points.map { length(from: from, to: $0, margin: waypointMargin) ?? .infinity }
        }
        for over in 0..<count {
            for from in 0..<count {
                let start = lengths[from * count + over]
                for to in 0..<count {
                    let length = start + lengths[over * count + to]
                    if length < lengths[from * count + to] { lengths[from * count + to] = length }
                }
            }
        }
        return lengths
    }

    /// How far it is straight on, or nil when a wall is in the way.
    private static func length(from start: Point, to end: Point, margin: Float) -> Float? {
        for wall in Map.walls where wall.blocks(start, end, margin: margin) { return nil }
        return (end - start).squaredLength.squareRoot()
    }
}
