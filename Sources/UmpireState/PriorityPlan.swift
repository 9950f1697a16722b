import UmpireBasics

/// A priority without the types of its game, and checked.
@usableFromInline
struct PriorityPlan: Sendable {
    /// The weight where nothing says otherwise.
    static let usual: UInt32 = 16
    /// The greatest weight.
    static let greatest = 1_000
    /// How many of a player's eyes are asked for each entity.
    static let eyesAsked = 16

    /// The weight of all, or at an eye.
    let near: UInt32
    private let falloffSquared: Double?
    /// The name of the table with the eyes; nil: the table itself.
    private let eyesName: String?
    /// Its index in the layout.
    private(set) var eyes = 0

    init(weight: Int, falloff: Float? = nil, eyes: String? = nil) {
        require(
            (1...PriorityPlan.greatest).contains(weight),
            "a priority is 1 to \(PriorityPlan.greatest)")
        require(
            falloff.map { $0 > 0 && $0.isFinite } ?? true, "the falloff of a priority is above 0")
        near = UInt32(weight)
        falloffSquared = falloff.map { Double($0) * Double($0) }
        eyesName = eyes
    }

    var isByDistance: Bool { falloffSquared != nil }

    /// Finds the eyes among `tables`, for the table at `index`; stops when something is missing.
    mutating func resolve(at index: Int, in tables: [TableFunctions]) {
        guard isByDistance else { return }
        let name = tables[index].name
        require(
            tables[index].places.hasPosition, "table \(name) has a `position:` for its priority")
        eyes = InterestPlan.eyes(eyesName, of: index, in: tables)
        require(
            tables[eyes].places.hasOwner,
            "table \(tables[eyes].name) has an `owner:`: its entities are the eyes of \(name)")
    }

    /// The weight at a distance whose square is given; 1 where there is none.
    func weight(at distanceSquared: Double) -> UInt32 {
        guard let falloffSquared, distanceSquared.isFinite else { return 1 }
        let share = falloffSquared / (falloffSquared + distanceSquared)
        return max(1, UInt32(Double(near) * share + 0.5))
    }

    /// What a game's own rule said, brought into its range.
    @usableFromInline
    static func bounded(_ weight: Int) -> UInt32 { UInt32(min(max(weight, 1), greatest)) }
}
