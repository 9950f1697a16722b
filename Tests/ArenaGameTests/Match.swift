import Umpire

@testable import ArenaGame

/// A match played by bots alone.
struct Match {
    var stepper: Stepper<Arena>
    private var randoms: [GameRandom]
    private(set) var kills = 0
    /// How far each fighter has walked, and for how many ticks it has lived.
    private(set) var travelled: [Float]
    private(set) var lifetimes: [Int]

    /// A match of `players` bots that all take their seats in the first step.
    init(seed: UInt64, players: Int) {
        stepper = Stepper(seed: seed)
        randoms = (0..<players).map { GameRandom(seed: seed, stream: UInt64($0) + 1) }
        travelled = [Float](repeating: 0, count: players)
        lifetimes = [Int](repeating: 0, count: players)
        var changes = SeatChanges()
        for seat in 0..<players { changes.joined.insert(PlayerID(UInt8(seat))) }
        step(changes)
    }

    var world: Arena.World { stepper.world }
    var verdict: Verdict? { Arena.verdict(stepper.world, tick: stepper.tick) }

    /// Lets each bot decide, and steps.
    mutating func step(_ changes: SeatChanges = SeatChanges()) {
        let before = stepper.world
        for seat in randoms.indices {
            let player = PlayerID(UInt8(seat))
            stepper.set(Arena.bot(player, before, &randoms[seat]), of: player)
        }
        stepper.step(changes)
        kills += stepper.cues.count { $0.kind == .kill }
        for (id, fighter) in stepper.world.fighters where fighter.isAlive {
            guard let old = before.fighters[id], old.isAlive else { continue }
            let way = fighter.position - old.position
            travelled[Int(id.rawValue)] += way.squaredLength.squareRoot()
            lifetimes[Int(id.rawValue)] += 1
        }
    }

    /// Steps to the verdict, or nil when there is none after `ticks`.
    mutating func finish(within ticks: Int = Rules.matchTicks) -> Verdict? {
        for _ in 0..<ticks {
            if let verdict { return verdict }
            step()
        }
        return verdict
    }
}

extension Wall {
    /// How deep a circle stands in the wall; 0 when it does not.
    func depth(of center: Point, radius: Float) -> Float {
        wayOut(of: center, radius: radius)?.depth ?? 0
    }
}
