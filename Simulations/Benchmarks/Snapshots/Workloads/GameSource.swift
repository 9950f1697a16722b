import UmpireBasics
import UmpireGame
import UmpireState

extension Workload {
    /// A game with its own bots on all seats, a snapshot for each tick.
    init(_ name: String, _ game: AnyGame, count: Int, seed: UInt64) {
        self.init(
            name: name, rate: game.info.tickRate, count: count, shape: game.description.world,
            schema: game.description.json, open: { GameSource(game, seed: seed) })
    }
}

/// The snapshots of matches that a game's own bots play, one after the other.
struct GameSource: SnapshotSource {
    private let match: AnyMatch
    private let seats: MatchSeats
    private var changes = SeatChanges()
    private var seed: UInt64

    init(_ game: AnyGame, seed: UInt64) {
        self.seed = seed
        match = game.begin(game.info.seats, seed)
        var players = PlayerSet()
        for number in 0..<game.info.seats { players.insert(PlayerID(UInt8(number))) }
        seats = MatchSeats(occupied: players, playedByBots: players)
        changes.joined = players
    }

    mutating func next(into snapshot: inout Snapshot) {
        if match.verdict() != nil {
            seed += 1
            match.restart(seed)
            changes.joined = seats.occupied
        }
        match.step(seats, changes, match.tick())
        changes = SeatChanges()
        match.capture(.everyone, match.tick(), nil, &snapshot)
    }
}
