import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireShard

/// A whole shard in virtual time: one match with bots and clients, as the server runs it.
struct MatchBenchmark {
    /// Who is connected besides the bots, and whether the match is recorded.
    struct Crowd {
        /// Players who send an input in every tick; they take bots' seats.
        var people = 0
        var spectators = 0
        var isRecording = false
    }

    /// What came of it.
    struct Result {
        let timesRealTime: Double
        let nanosecondsPerTick: Double
        /// Nil when nothing counts them.
        let allocationsPerTick: Double?
    }

    private var shard: Shard
    private var now = Instant.zero
    private let people: [ConnectionID]
    private var input: [UInt8] = []
    private var sequence: UInt16 = 0

    /// A match on `seats` seats, with bots on those that people leave free.
    init(_ game: AnyGame, seats: Int, crowd: Crowd) {
        var configuration = ShardConfiguration(
            maxRooms: 1, maxConnections: crowd.people + crowd.spectators)
        configuration.botSeats = seats
        configuration.isRecording = crowd.isRecording
        var random = GameRandom(seed: 7)
        shard = Shard(hosting: game, configuration: configuration, now: now) {
            UInt64(random.word()) << 32 | UInt64(random.word())
        }
        people = (0..<crowd.people).map { ConnectionID(UInt32($0)) }
        InputFrame(sequence: 0, tick: .zero, ack: .zero).write(into: &input)
        let bits = game.description.input.rawBits
        input += [UInt8](repeating: 0, count: (bits + 7) / 8)
        for connection in people { enter(connection, .quickMatch) }
        guard let code = shard.rooms.first?.settings.code else { return }
        for number in 0..<crowd.spectators {
            enter(ConnectionID(UInt32(crowd.people + number)), .spectate(room: code))
        }
    }

    /// Runs `seconds` of play, after ten that are not counted.
    mutating func run(seconds: Int) -> Result {
        advance(seconds: 10)
        let ticks = shard.counters.ticks
        let allocations = AllocationCount.now
        let nanoseconds = time { advance(seconds: seconds) }
        let made = Double(shard.counters.ticks - ticks)
        return Result(
            timesRealTime: Double(seconds) * 1e9 / nanoseconds,
            nanosecondsPerTick: nanoseconds / made,
            allocationsPerTick: AllocationCount.since(allocations).map { Double($0) / made })
    }

    private mutating func enter(_ connection: ConnectionID, _ wish: ClientMessage) {
        shard.open(connection, at: now)
        for message in [.hello(ClientMessage.Hello()), wish] {
            var bytes: [UInt8] = []
            message.write(into: &bytes)
            shard.receive(text: bytes.span, from: connection, at: now)
        }
        shard.effects.removeAll()
    }

    private mutating func advance(seconds: Int) {
        let end = now.advanced(byMilliseconds: UInt64(seconds) * 1_000)
        while let due = shard.nextWake, due < end {
            now = due
            sendInputs()
            shard.wake(at: due)
            shard.effects.removeAll()
        }
        now = end
    }

    private mutating func sendInputs() {
        guard !people.isEmpty else { return }
        sequence &+= 1
        input[1] = UInt8(truncatingIfNeeded: sequence)
        input[2] = UInt8(truncatingIfNeeded: sequence >> 8)
        // Shared, not copied, since it is given back before the next change.
        let frame = input
        for connection in people {
            shard.receive(binary: frame.span.bytes, from: connection, at: now)
        }
    }
}
