import Umpire

/// Something useful that lies in the arena.
struct Pickup: Replicable {
    enum Kind: CaseIterable {
        case health, rapid, shield
    }

    let position: Point
    let kind: Kind

    static let schema = Schema<Self> {
        Field("x", \.position.x, in: 0...Map.width, step: 0.25)
        Field("y", \.position.y, in: 0...Map.height, step: 0.25)
        Field("kind", \.kind)
    }
}

extension Fighter {
    /// Uses `pickup` up; false when it would be of no use now.
    mutating func take(_ kind: Pickup.Kind) -> Bool {
        switch kind {
        case .health:
            guard health < Rules.fullHealth else { return false }
            health = min(health + Rules.healing, Rules.fullHealth)
        case .rapid:
            rapidTicks = Rules.rapidTicks
            rapid = true
        case .shield:
            guard shieldHits < Rules.shieldHits else { return false }
            shieldHits = Rules.shieldHits
            shielded = true
        }
        return true
    }
}

extension Arena {
    /// Gives each pickup to whoever stands on it.
    static func takePickups(_ world: inout World, _ turn: inout Turn<Arena>) {
        take(&world.pickups, &world.fighters, &turn)
    }

    private static func take(
        _ pickups: inout Table<Pickup>, _ fighters: inout Table<Fighter>,
        _ turn: inout Turn<Arena>
    ) {
        let reach = Rules.pickupReach * Rules.pickupReach
        pickups.removeAll { _, pickup in
            let place = pickup.position
            let kind = pickup.kind
            var taker: PlayerID?
            fighters.update { id, fighter in
                guard taker == nil && fighter.isAlive else { return }
                if (fighter.position - place).squaredLength < reach && fighter.take(kind) {
                    taker = id.player
                }
            }
            guard let taker else { return false }
            turn.emit(Cue(.pickup, at: place, by: taker, to: taker))
            return true
        }
    }

    /// Brings one of the taken pickups back to its place, now and then.
    static func returnPickup(_ world: inout World, _ random: inout GameRandom) {
        let missing = Map.pickups.count - world.pickups.count
        guard missing > 0 else { return }
        world.pickupTimer -= 1
        guard world.pickupTimer <= 0 else { return }
        world.pickupTimer = Rules.pickupTicks
        var skipped = random.int(in: 0...(missing - 1))
        for (place, pickup) in Map.pickups.enumerated() {
            let id = EntityID(UInt16(place))
            if world.pickups[id] != nil { continue }
            if skipped == 0 {
                world.pickups[id] = pickup
                return
            }
            skipped -= 1
        }
    }
}
