import UmpireBasics
import UmpireState

/// A strategy game: 500 units in 25 groups of 20, of 4 players, 10 steps a second.
///
/// A group holds its place for some seconds, then marches in formation along a path of straight
/// parts at 4 m/s. Groups of different players that meet stop and fight, until one has lost a third
/// of its units and retreats to its player's corner. Who falls is replaced after a while.
struct ArmyMatch: PlayedWorld {
    static let groupSize = 20
    static let stepSeconds: Float = 0.1

    private(set) var world = ArmyWorld()
    private var groups: [ArmyGroup] = []
    private var random: GameRandom
    private var step = 0

    init(units: Int, seed: UInt64) {
        random = GameRandom(seed: seed)
        for number in 0..<(units / ArmyMatch.groupSize) {
            var group = ArmyGroup(owner: PlayerID(UInt8(number % 4)), &random)
            for slot in 0..<ArmyMatch.groupSize { enlist(in: &group, slot) }
            groups.append(group)
        }
    }

    mutating func advance() {
        step += 1
        for index in groups.indices {
            groups[index].opponent = opponent(of: index)
            groups[index].march(&random)
        }
        for index in groups.indices { act(index) }
    }

    private mutating func enlist(in group: inout ArmyGroup, _ slot: Int) {
        let place = group.slotPlace(slot)
        var unit = Unit(x: place.x, y: place.y, owner: group.owner)
        unit.heading = group.heading
        guard let id = world.units.insert(unit) else { return }
        world.units[id]?.target = id
        group.members[slot] = id
    }

    /// The nearest group of somebody else that is close enough to fight.
    private func opponent(of index: Int) -> Int? {
        let own = groups[index]
        guard own.isReady else { return nil }
        return groups.indices.filter {
            groups[$0].owner != own.owner && groups[$0].isReady
                && groups[$0].distance(to: own) < 18
        }.min { groups[$0].distance(to: own) < groups[$1].distance(to: own) }
    }

    private mutating func act(_ index: Int) {
        var group = groups[index]
        for slot in group.members.indices {
            guard let id = group.members[slot] else {
                group.missingSteps[slot] -= 1
                if group.missingSteps[slot] <= 0 { enlist(in: &group, slot) }
                continue
            }
            guard var unit = world.units[id] else { continue }
            if let opponent = group.opponent {
                attack(&unit, id, groups[opponent], slot)
            } else {
                follow(&unit, id, group, slot)
            }
            world.units[id] = unit
        }
        // What the fight of this step took, for which a unit may be gone.
        for slot in group.members.indices {
            guard let id = group.members[slot], world.units[id]?.health == 0 else { continue }
            world.units[id] = nil
            group.members[slot] = nil
            group.missingSteps[slot] = random.int(in: 100...300)
        }
        let losses = group.members.count { $0 == nil }
        if group.opponent != nil && losses * 3 > ArmyMatch.groupSize { group.retreat() }
        groups[index] = group
    }

    /// Strikes about once a second, each unit in a step of its own.
    private mutating func attack(
        _ unit: inout Unit, _ id: EntityID, _ rivals: ArmyGroup, _ slot: Int
    ) {
        unit.order = .attack
        if world.units[unit.target] == nil || unit.target == id {
            unit.target = random.pick(rivals.members.compactMap { $0 }) ?? id
        }
        guard unit.target != id, let rival = world.units[unit.target] else { return }
        unit.heading = Trigonometry.turns(x: rival.x - unit.x, y: rival.y - unit.y)
        guard (step + slot * 7) % 11 == 0 else { return }
        let damage = UInt8(random.int(in: 8...14))
        world.units[unit.target]?.health = rival.health > damage ? rival.health - damage : 0
    }

    private func follow(
        _ unit: inout Unit, _ id: EntityID, _ group: ArmyGroup, _ slot: Int
    ) {
        unit.target = id
        let place = group.slotPlace(slot)
        let (x, y) = (place.x - unit.x, place.y - unit.y)
        let distance = (x * x + y * y).squareRoot()
        let reach = 4.6 * ArmyMatch.stepSeconds
        unit.order = group.isMarching || distance > 0.05 ? .move : .hold
        guard distance > 0.02 else { return }
        let part = min(1, reach / distance)
        unit.x += x * part
        unit.y += y * part
        let isTurning = distance > 0.1
        if isTurning { unit.heading = Trigonometry.turns(x: x, y: y) }
    }
}
