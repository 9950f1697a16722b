import UmpireBasics
import UmpireState

/// A game in the manner of agar.io: 30 players with about 4 cells each and 1,000 pellets on a
/// square of 2,000, 20 steps a second.
///
/// A player steers to food near by; cells keep apart from their sisters, grow by what they come
/// over, shrink slowly, and eat cells that are a quarter lighter. What was eaten appears elsewhere.
struct CellMatch: PlayedWorld {
    private static let stepSeconds: Float = 0.05
    private static let cellsPerPlayer = 4

    private(set) var world = CellWorld()
    private var goals: [(x: Float, y: Float)]
    private var random: GameRandom
    private var step = 0
    private let pelletCount: Int

    init(cells: Int, pellets: Int, seed: UInt64) {
        random = GameRandom(seed: seed)
        pelletCount = pellets
        goals = []
        for player in 0..<(cells / CellMatch.cellsPerPlayer) {
            goals.append((random.float(in: 0..<2_000), random.float(in: 0..<2_000)))
            for _ in 0..<CellMatch.cellsPerPlayer { spawn(PlayerID(UInt8(player))) }
        }
        feed()
    }

    mutating func advance() {
        step += 1
        choose()
        move()
        eatPellets()
        eatCells()
        feed()
    }

    private mutating func spawn(_ owner: PlayerID) {
        let goal = goals[Int(owner.rawValue)]
        world.cells.insert(
            Cell(
                x: CellMatch.inside(goal.x + random.float(in: -60..<60)),
                y: CellMatch.inside(goal.y + random.float(in: -60..<60)),
                mass: UInt16(random.int(in: 20...200)), owner: owner))
    }

    private mutating func feed() {
        while world.pellets.count < pelletCount {
            let pellet = Pellet(
                x: UInt16(random.int(in: 0...2_000)), y: UInt16(random.int(in: 0...2_000)),
                colour: UInt8(random.int(in: 0...7)))
            guard world.pellets.insert(pellet) != nil else { return }
        }
    }

    /// Now and then somebody wants to go elsewhere; the goal drifts between.
    private mutating func choose() {
        for index in goals.indices {
            if random.chance(0.02) {
                goals[index].x = CellMatch.inside(goals[index].x + random.float(in: -400..<400))
                goals[index].y = CellMatch.inside(goals[index].y + random.float(in: -400..<400))
            }
            goals[index].x = CellMatch.inside(goals[index].x + random.float(in: -4..<4))
            goals[index].y = CellMatch.inside(goals[index].y + random.float(in: -4..<4))
        }
    }

    private mutating func move() {
        let seen = world.cells.map(\.entity)
        var index = 0
        world.cells.update { _, cell in
            let goal = goals[Int(cell.owner.rawValue)]
            var way = CellMatch.towards(goal.x - cell.x, goal.y - cell.y, 1)
            for (other, sister) in seen.enumerated()
            where other != index && sister.owner == cell.owner {
                let (x, y) = (cell.x - sister.x, cell.y - sister.y)
                let reach = cell.radius + sister.radius
                guard x * x + y * y < reach * reach else { continue }
                let apart = CellMatch.towards(x, y, 0.7)
                way = (way.x + apart.x, way.y + apart.y)
            }
            let speed = 180 / Float(cell.mass).squareRoot().squareRoot()
            cell.x = CellMatch.inside(cell.x + way.x * speed * CellMatch.stepSeconds)
            cell.y = CellMatch.inside(cell.y + way.y * speed * CellMatch.stepSeconds)
            if (step + index) % 20 == 0 { cell.mass -= cell.mass / 200 }
            index += 1
        }
    }

    private mutating func eatPellets() {
        let cells = world.cells.map { $0 }
        var meals: [EntityID: UInt16] = [:]
        world.pellets.removeAll { _, pellet in
            for (id, cell) in cells {
                let (x, y) = (cell.x - Float(pellet.x), cell.y - Float(pellet.y))
                guard x * x + y * y < cell.radius * cell.radius else { continue }
                meals[id, default: 0] += 1
                return true
            }
            return false
        }
        world.cells.update { id, cell in cell.mass = min(cell.mass + (meals[id] ?? 0), 20_000) }
    }

    private mutating func eatCells() {
        let cells = world.cells.map { $0 }
        var gone: Set<EntityID> = []
        for (id, cell) in cells where !gone.contains(id) {
            for (rivalID, rival) in cells
            where rival.owner != cell.owner && !gone.contains(rivalID) {
                let (x, y) = (cell.x - rival.x, cell.y - rival.y)
                let isEaten =
                    UInt32(cell.mass) * 4 > UInt32(rival.mass) * 5
                    && x * x + y * y < cell.radius * cell.radius
                guard isEaten else { continue }
                gone.insert(rivalID)
                world.cells[id]?.mass = min(cell.mass + rival.mass, 20_000)
            }
        }
        for (id, cell) in cells where gone.contains(id) {
            world.cells[id] = nil
            spawn(cell.owner)
        }
    }

    private static func inside(_ place: Float) -> Float { min(max(place, 0), 2_000) }

    /// (x, y) with a length of `length`; short ones stay as they are, so that cells come to rest.
    private static func towards(_ x: Float, _ y: Float, _ length: Float) -> (x: Float, y: Float) {
        let square = (x * x + y * y).squareRoot()
        guard square > 20 else { return (x / 20 * length, y / 20 * length) }
        return (x / square * length, y / square * length)
    }
}

extension Cell {
    fileprivate var radius: Float { Float(mass).squareRoot() * 1.5 }
}
