import UmpireBasics
import UmpireState

/// Who sees what of a `Thicket`, said plainly: each entity against each eye.
struct ThicketWatch {
    let shape: ThicketShape
    let viewer: Viewer
    /// What the viewer was shown last, by table.
    private(set) var shown: [Set<UInt16>] = [[], [], []]
    private var shownAt: Int?
    /// Since when each id is there, by table.
    private var births: [[UInt16: Int]] = [[:], [:], [:]]

    init(_ shape: ThicketShape, _ viewer: Viewer) {
        self.shape = shape
        self.viewer = viewer
    }

    /// Looks who was born by `tick`.
    mutating func follow(_ world: Thicket, at tick: Int) {
        for (index, path) in Thicket.tables.enumerated() {
            var present: [UInt16: Int] = [:]
            for id in world[keyPath: path].ids {
                present[id.rawValue] = births[index][id.rawValue] ?? tick
            }
            births[index] = present
        }
    }

    /// Takes note that the viewer was shown the world of `tick`.
    mutating func show(_ world: Thicket, at tick: Int) {
        shown = visible(in: world)
        shownAt = tick
    }

    /// What the viewer sees now, by table.
    func visible(in world: Thicket) -> [Set<UInt16>] {
        Thicket.tables.indices.map { index in
            let eyes = eyes(of: index, in: world)
            var seen: Set<UInt16> = []
            for (id, creature) in world[keyPath: Thicket.tables[index]]
            where isVisible(creature, id, index, eyes, world) {
                seen.insert(id.rawValue)
            }
            return seen
        }
    }

    /// The creatures whose eyes count for the table at `index`.
    private func eyes(of index: Int, in world: Thicket) -> [Thicket.Creature] {
        let interest = shape.interests[index]
        guard case .player(let player, let team) = viewer else { return [] }
        return world[keyPath: Thicket.tables[interest.eyes ?? index]].map(\.entity).filter {
            interest.kind == .team ? $0.herd == team : $0.keeper == player
        }
    }

    private func isVisible(
        _ creature: Thicket.Creature, _ id: EntityID, _ index: Int, _ eyes: [Thicket.Creature],
        _ world: Thicket
    ) -> Bool {
        let interest = shape.interests[index]
        guard case .player(let player, let team) = viewer else {
            return interest.isShownToSpectators
        }
        switch interest.kind {
        case .everything: return true
        case .custom: return ThicketInterest.rule(creature, id, viewer, world)
        case .radius, .team: break
        }
        let isTeam = interest.kind == .team
        if creature.keeper == player || isTeam && creature.herd == team { return true }
        let distance = eyes.map { ThicketWatch.distance($0, creature) }.min() ?? .infinity
        if distance <= Double(interest.radius) { return true }
        guard let shownAt, let birth = births[index][id.rawValue] else { return false }
        return distance <= Double(interest.radius) + Double(interest.hysteresis)
            && shown[index].contains(id.rawValue) && birth <= shownAt
    }

    /// Infinite when a position is not finite.
    private static func distance(_ one: Thicket.Creature, _ other: Thicket.Creature) -> Double {
        let x = Double(one.x) - Double(other.x)
        let y = Double(one.y) - Double(other.y)
        let distance = (x * x + y * y).squareRoot()
        return distance.isFinite ? distance : .infinity
    }
}
