import UmpireBasics
import UmpireGame
import UmpireState

/// What the parts of a tick cost, for one game as its own bots play it.
struct PartsBenchmark<G: Game> {
    private let plan = GamePlan(G.self)
    private let ticks: Int
    private let players: Int

    init(_ game: G.Type, players: Int, ticks: Int) {
        self.players = players
        self.ticks = ticks
    }

    /// Nanoseconds of each part and tick, and how many entities there were on average.
    struct Costs {
        var bots = 0.0
        var step = 0.0
        var hash = 0.0
        var capture = 0.0
        var encode = 0.0
        var decode = 0.0
        var entities = 0.0
        var bytes = 0.0
    }

    /// Plays one match and takes the time of each part in each tick.
    func run(seed: UInt64) throws -> Costs {
        var costs = Costs()
        var stepper = Stepper<G>(seed: seed)
        var randoms = (0..<players).map { GameRandom(seed: seed, stream: UInt64($0) + 1) }
        var changes = SeatChanges()
        for player in 0..<players { changes.joined.insert(PlayerID(UInt8(player))) }
        var now = Snapshot(shape: plan.world.shape)
        var before = now
        var mirror = now
        var decoded = now
        var older = now
        var mirrorBefore = now
        var encoder = plan.description.codec.encoder(G.info.codec)
        var decoder = plan.description.codec.decoder(G.info.codec)
        var writer = BitWriter()
        for tick in 0..<ticks {
            costs.bots += time {
                for player in 0..<players {
                    let id = PlayerID(UInt8(player))
                    stepper.set(G.bot(id, stepper.world, &randoms[player]), of: id)
                }
            }
            costs.step += time { stepper.step(changes) }
            changes = SeatChanges()
            costs.hash += time { _ = stepper.simulation.stateHash(plan.world) }
            costs.capture += time {
                plan.world.capture(
                    stepper.world, for: .everyone, at: Tick(UInt32(tick)), into: &now)
            }
            let ages = SnapshotAges(ahead: tick == 0 ? 0 : 1, behind: tick < 2 ? 0 : 1)
            writer.reset()
            costs.encode += time {
                encoder.encode(now, against: before, after: older, ages, into: &writer)
                encoder.finish(&writer)
            }
            let bytes = writer.bytes
            costs.decode += try timeThrowing {
                var reader = BitReader(bytes.span.bytes)
                try decoder.decode(
                    &reader, against: mirror, after: mirrorBefore, ages, into: &decoded)
            }
            swap(&mirrorBefore, &decoded)
            swap(&mirror, &mirrorBefore)
            require(mirror.tables == now.tables, "what is decoded is what was encoded")
            costs.entities += Double(now.tables.reduce(0) { $0 + $1.ids.count })
            costs.bytes += Double(bytes.count)
            swap(&older, &before)
            swap(&before, &now)
        }
        return costs.divided(by: Double(ticks))
    }
}

extension PartsBenchmark.Costs {
    fileprivate func divided(by count: Double) -> Self {
        var each = self
        for path in [
            \Self.bots, \.step, \.hash, \.capture, \.encode, \.decode, \.entities, \.bytes,
        ] { each[keyPath: path] /= count }
        return each
    }
}

private let clock = ContinuousClock()

/// Nanoseconds that `work` takes.
func time(_ work: () -> Void) -> Double {
    let begun = clock.now
    work()
    return nanoseconds(clock.now - begun)
}

private func timeThrowing(_ work: () throws -> Void) throws -> Double {
    let begun = clock.now
    try work()
    return nanoseconds(clock.now - begun)
}

func nanoseconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
}
