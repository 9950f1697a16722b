/// The one arena: every wall, place and way has its mirror images, left and right, above and below.
///
/// ```
///   ·        ·      ·  ▮  ·      ·        ·
///      ▛▀▀▀      ■     ▮     ■      ▀▀▀▜
///      ▌                                ▐
///                   ▀▀▀▀▀▀▀
///   ·         ▐        +        ▌         ·
///                   ▄▄▄▄▄▄▄
///      ▌                                ▐
///      ▙▄▄▄      ■     ▮     ■      ▄▄▄▟
///   ·        ·      ·  ▮  ·      ·        ·
/// ```
enum Map {
    static let width: Float = 48
    static let height: Float = 27

    static let walls: [Wall] =
        quartered(Wall(x: 6, y: 5, width: 4, height: 1))
        + quartered(Wall(x: 6, y: 6, width: 1, height: 3))
        + quartered(Wall(x: 15, y: 4.5, width: 2.5, height: 2.5))
        + quartered(Wall(x: 14, y: 11, width: 1.5, height: 5))
        + quartered(Wall(x: 20, y: 9, width: 8, height: 1))
        + quartered(Wall(x: 23.25, y: 2.5, width: 1.5, height: 3.5))

    static let spawnPoints: [Point] =
        quartered(Point(x: 3, y: 3)) + quartered(Point(x: 3, y: 13.5))
        + quartered(Point(x: 12.5, y: 2)) + quartered(Point(x: 20.5, y: 3))

    static let pickups: [Pickup] =
        places(.shield, Point(x: 24, y: 13.5)) + places(.rapid, Point(x: 24, y: 7.5))
        + places(.health, Point(x: 8.5, y: 7.5))

    /// Places between the walls from which the next ones are in sight.
    static let waypoints: [Point] =
        quartered(Point(x: 3, y: 3)) + quartered(Point(x: 3.5, y: 8))
        + quartered(Point(x: 3.5, y: 13.5)) + quartered(Point(x: 8.5, y: 7.5))
        + quartered(Point(x: 12.5, y: 3)) + quartered(Point(x: 12, y: 9))
        + quartered(Point(x: 10.5, y: 13.5)) + quartered(Point(x: 18.7, y: 8))
        + quartered(Point(x: 20.5, y: 3)) + quartered(Point(x: 24, y: 7.5))
        + quartered(Point(x: 18, y: 13.5)) + quartered(Point(x: 24, y: 13.5))
        + quartered(Point(x: 24, y: 1.2))

    static func contains(_ point: Point) -> Bool {
        point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height
    }

    /// A place and its mirror images, each once.
    private static func quartered(_ point: Point) -> [Point] {
        let isCentral = (x: point.x * 2 == width, y: point.y * 2 == height)
        var points = [point]
        if !isCentral.x { points += points.map { Point(x: width - $0.x, y: $0.y) } }
        if !isCentral.y { points += points.map { Point(x: $0.x, y: height - $0.y) } }
        return points
    }

    private static func quartered(_ wall: Wall) -> [Wall] {
        let center = Point(x: wall.x + wall.width / 2, y: wall.y + wall.height / 2)
        return quartered(center).map {
            Wall(
                x: $0.x - wall.width / 2, y: $0.y - wall.height / 2, width: wall.width,
                height: wall.height)
        }
    }

    private static func places(_ kind: Pickup.Kind, _ point: Point) -> [Pickup] {
        quartered(point).map { Pickup(position: $0, kind: kind) }
    }
}
