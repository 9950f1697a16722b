import Umpire

extension Arena {
    /// The whole state of a match.
    struct World: GameWorld {
        /// One row for each player, under the player's number.
        var fighters = Table<Fighter>(capacity: 16)
        var bolts = Table<Bolt>(capacity: 256)
        /// Those that lie there now, under the number of their place in `Map.pickups`.
        var pickups = Table<Pickup>(capacity: 16)
        var walls = Table<Wall>(capacity: 64)
        var ticksLeft = Rules.matchTicks
        /// Ticks until one of the taken pickups returns.
        var pickupTimer = Rules.pickupTicks

        static let layout = Layout<Self> {
            Entities("fighters", \.fighters, owner: .id)
            Entities("bolts", \.bolts)
            Entities("pickups", \.pickups)
            Entities("walls", \.walls)
            Field("ticksLeft", \.ticksLeft, in: 0...Rules.matchTicks)
            Field(
                "pickupTimer", \.pickupTimer, in: 0...Rules.pickupTicks, audience: .server)
        }
    }
}
