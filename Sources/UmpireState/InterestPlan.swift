import UmpireBasics

/// An interest without the types of its game, and checked.
@usableFromInline
struct InterestPlan: Sendable {
    enum Kind: Sendable { case everything, radius, team, custom }

    let kind: Kind
    let spectators: SpectatorSight
    /// The name of the table with the eyes; nil: the table itself.
    let eyesName: String?
    /// Its index in the layout.
    private(set) var eyes = 0
    let hasHysteresis: Bool
    /// Under which ids viewers know the entities.
    private(set) var ids = EntityIDs.shared
    /// Squares of the distances up to which an entity comes into sight, and stays in sight.
    let radiusSquared: Double
    let reachSquared: Double
    /// Side of a grid's cell.
    let cell: Double

    init(
        _ kind: Kind, _ radius: Float = 0, _ hysteresis: Float = 0, eyes: String? = nil,
        spectators: SpectatorSight = .everything
    ) {
        let needsRadius = kind == .radius || kind == .team
        require(
            !needsRadius || radius > 0 && radius.isFinite, "the radius of an interest is above 0")
        require(
            hysteresis >= 0 && hysteresis.isFinite, "the hysteresis of an interest is not below 0")
        self.kind = kind
        self.spectators = spectators
        eyesName = eyes
        hasHysteresis = hysteresis > 0
        let reach = Double(radius) + Double(hysteresis)
        radiusSquared = Double(radius) * Double(radius)
        reachSquared = reach * reach
        // A little more than the reach, so that rounding never puts a neighbour two cells away.
        cell = reach * (1 + 1 / 1_024)
    }

    /// The same interest with these ids.
    @usableFromInline
    func with(_ ids: EntityIDs) -> InterestPlan {
        var plan = self
        plan.ids = ids
        return plan
    }

    var isLimited: Bool { kind != .everything }
    /// Whether it matters since when an entity is there.
    var needsLives: Bool { hasHysteresis || ids == .perViewer }
    var needsGrid: Bool { kind == .radius || kind == .team }

    /// Finds the eyes among `tables`, for the table at `index`; stops when something is missing.
    mutating func resolve(at index: Int, in tables: [TableFunctions]) {
        let name = tables[index].name
        if ids == .perViewer { requireNameable(tables[index]) }
        guard needsGrid else { return }
        require(
            tables[index].places.hasPosition, "table \(name) has a `position:` for its interest")
        eyes = InterestPlan.eyes(eyesName, of: index, in: tables)
        let places = tables[eyes].places
        require(
            kind == .team ? places.hasTeam : places.hasOwner,
            "table \(tables[eyes].name) has \(kind == .team ? "a `team:`" : "an `owner:`"): "
                + "its entities are the eyes of table \(name)")
    }

    private func requireNameable(_ table: TableFunctions) {
        let name = table.name
        require(isLimited, "table \(name) has an `interest:`: ids per viewer hide what it hides")
        require(
            !table.places.isOwnedByID,
            "the ids of table \(name) say who owns its entities: they are the same for all viewers")
    }

    /// The index of the table called `eyes`, with a position.
    static func eyes(_ eyes: String?, of index: Int, in tables: [TableFunctions]) -> Int {
        guard let eyes else { return index }
        guard let found = tables.firstIndex(where: { $0.name == eyes }) else {
            fatalError("the eyes of table \(tables[index].name): there is no table \(eyes)")
        }
        require(
            tables[found].places.hasPosition,
            "table \(eyes) has a `position:`: its entities are eyes")
        return found
    }
}
