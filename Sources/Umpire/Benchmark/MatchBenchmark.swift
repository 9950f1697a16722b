import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireShard

/// A whole shard in virtual time: a match of bots, with snapshots for spectators, as the server
/// runs it.
enum MatchBenchmark {
    /// What came of it.
    struct Result {
        let timesRealTime: Double
        let nanosecondsPerTick: Double
        /// Nil when nothing counts them.
        let allocationsPerTick: Double?
        let snapshotBytes: Double
    }

    /// Runs `seconds` of play with `players` bots before `spectators` clients.
    static func run(
        _ game: AnyGame, players: Int, spectators: Int, seconds: Int, isRecording: Bool
    ) -> Result {
        var configuration = ShardConfiguration(maxRooms: 1, maxConnections: spectators)
        configuration.botSeats = players
        configuration.isRecording = isRecording
        var random = GameRandom(seed: 7)
        var now = Instant.zero
        var shard = Shard(hosting: game, configuration: configuration, now: now) {
            UInt64(random.word()) << 32 | UInt64(random.word())
        }
        guard let code = shard.rooms.first?.settings.code else { fatalError("no standing room") }
        for number in 0..<spectators { watch(code, ConnectionID(UInt32(number)), &shard) }
        advance(&shard, &now, seconds: 10)
        let ticks = shard.counters.ticks
        var bytes = 0
        var frames = 0
        let allocations = AllocationCount.now
        let nanoseconds = time { advance(&shard, &now, seconds: seconds, &bytes, &frames) }
        let made = Double(shard.counters.ticks - ticks)
        return Result(
            timesRealTime: Double(seconds) * 1e9 / nanoseconds,
            nanosecondsPerTick: nanoseconds / made,
            allocationsPerTick: AllocationCount.since(allocations).map { Double($0) / made },
            snapshotBytes: Double(bytes) / Double(max(1, frames)))
    }

    private static func watch(_ code: String, _ connection: ConnectionID, _ shard: inout Shard) {
        shard.open(connection, at: .zero)
        var bytes: [UInt8] = []
        ClientMessage.hello(ClientMessage.Hello()).write(into: &bytes)
        shard.receive(text: bytes.span, from: connection, at: .zero)
        bytes.removeAll()
        ClientMessage.spectate(room: code).write(into: &bytes)
        shard.receive(text: bytes.span, from: connection, at: .zero)
        shard.effects.removeAll()
    }

    private static func advance(_ shard: inout Shard, _ now: inout Instant, seconds: Int) {
        var bytes = 0
        var frames = 0
        advance(&shard, &now, seconds: seconds, &bytes, &frames)
    }

    private static func advance(
        _ shard: inout Shard, _ now: inout Instant, seconds: Int, _ bytes: inout Int,
        _ frames: inout Int
    ) {
        let end = now.advanced(byMilliseconds: UInt64(seconds) * 1_000)
        while let due = shard.nextWake, due < end {
            now = due
            shard.wake(at: due)
            for effect in shard.effects.list {
                if case .snapshot(_, _, let range) = effect {
                    bytes += range.count + SnapshotPrefix.byteCount
                    frames += 1
                }
            }
            shard.effects.removeAll()
        }
        now = end
    }
}
