package import UmpireBasics
package import UmpireGame
import UmpireLobby
import UmpireProtocol
import UmpireShard

/// A whole server without a socket, a thread or a clock: shards, mail between them, a disk.
///
/// It does what a real server's shell does: it performs the shards' effects, moves connections,
/// applies back-pressure, gives up the silent and writes recordings. The same calls with the same
/// seed give the same sends. Connections have numbers that are never used again; inside, numbers
/// are used again as by a shell.
///
/// ```
///   network ─▶ receive, close, setUnsent ─▶ loop ─▶ shard ─▶ effects ─▶ sends ─▶ network
///                                            ▲  mail (moves, news)  │
///                                            └──────────────────────┘
/// ```
package struct VirtualServer {
    package let game: AnyGame
    package let configuration: VirtualServerConfiguration
    /// What is to be sent; empty it after each call.
    package var sends = VirtualSends()
    package internal(set) var disk = VirtualDisk()
    package internal(set) var counters = VirtualCounters()
    /// The loops in order; none while the process is down.
    package internal(set) var loops: [VirtualLoop] = []

    /// By the connections' numbers.
    var lines: [VirtualLine] = []
    var mail = Agenda<VirtualMail>()
    /// What came on connections that are on their way; looked up only, never walked.
    var waiting: [UInt32: [VirtualEvent]] = [:]
    /// Empty, with memory: what a shard fills while the effects before are performed.
    var spare = Effects()
    var random: GameRandom
    /// By how much the server's clock is ahead of the world's, in nanoseconds.
    var jumped: UInt64 = 0
    /// When the process ends, once it drains.
    var deadline: Instant?
    /// Steps that will take long, and how long, in nanoseconds.
    var longSteps = 0
    var stepNanoseconds: UInt64 = 0
    var isOwnWork = true
    /// The seed of the next start's secrets.
    private var seed: UInt64

    /// A server that runs from `now` on.
    package init(
        _ game: AnyGame, _ configuration: VirtualServerConfiguration, seed: UInt64, at now: Instant
    ) {
        self.game = game
        self.configuration = configuration
        self.seed = seed
        random = GameRandom(seed: seed, stream: 0x5E11)
        start(at: now)
    }

    /// Whether a process runs.
    package var isUp: Bool { !loops.isEmpty }

    /// Whether goodbye has been said to everybody.
    package var isDraining: Bool { deadline != nil }

    /// Connections that the shards know.
    package var heldConnections: Int { loops.reduce(0) { $0 + $1.shard.connectionCount } }

    /// Sessions that the shards know.
    package var heldSessions: Int { loops.reduce(0) { $0 + $1.shard.sessionCount } }

    /// The server's clock when the world's shows `now`.
    package func clock(at now: Instant) -> Instant { now.advanced(byNanoseconds: jumped) }

    // MARK: the process

    mutating func start(at now: Instant) {
        counters.starts += 1
        disk.begin(run: counters.starts)
        let clock = clock(at: now)
        for index in 0..<configuration.loops {
            let words = SecretWords(seed: seed, stream: UInt64(counters.starts * 64 + index))
            var shard = ShardConfiguration(
                maxRooms: configuration.maxRooms, maxConnections: configuration.maxConnections)
            shard.place = ShardPlace(index: index, count: configuration.loops)
            shard.botSeats = configuration.botSeats
            shard.hasStandingRoom = configuration.hasStandingRoom && index == 0
            shard.isRecording = configuration.isRecording
            shard.overrunsBeforeQuarantine = configuration.overrunsBeforeQuarantine
            shard.startMilliseconds =
                configuration.startMilliseconds + clock.nanoseconds / 1_000_000
            loops.append(
                VirtualLoop(
                    Shard(hosting: game, configuration: shard, now: clock) { words.next() },
                    at: clock))
        }
    }

    // MARK: what the network says

    /// A WebSocket was opened; nil while the process is down or drains.
    package mutating func open(at now: Instant) -> ConnectionID? {
        guard isUp, !isDraining else { return nil }
        let connection = ConnectionID(UInt32(lines.count))
        let clock = clock(at: now)
        lines.append(
            VirtualLine(heardAt: clock, moves: TokenCredit(full: configuration.moves, now: clock)))
        tell(.open, connection, at: now)
        return connection
    }

    /// A text frame came.
    package mutating func receive(
        text: borrowing Span<UInt8>, from connection: ConnectionID, at now: Instant
    ) {
        let index = Int(connection.rawValue)
        if case .playing(let number) = lines[index].stage, !isPaused(lines[index].loop) {
            let loop = lines[index].loop
            let clock = clock(at: now)
            lines[index].heardAt = clock
            loops[loop].shard.receive(text: text, from: number, at: clock)
            perform(loop, at: now)
        } else {
            var bytes: [UInt8] = []
            for index in text.indices { bytes.append(text[index]) }
            tell(.text(bytes), connection, at: now)
        }
    }

    /// A binary frame came.
    package mutating func receive(
        binary: RawSpan, from connection: ConnectionID, at now: Instant
    ) {
        let index = Int(connection.rawValue)
        if case .playing(let number) = lines[index].stage, !isPaused(lines[index].loop) {
            let loop = lines[index].loop
            let clock = clock(at: now)
            lines[index].heardAt = clock
            loops[loop].shard.receive(binary: binary, from: number, at: clock)
            perform(loop, at: now)
        } else {
            var bytes: [UInt8] = []
            for index in binary.byteOffsets {
                bytes.append(unsafe binary.unsafeLoad(fromByteOffset: index, as: UInt8.self))
            }
            tell(.binary(bytes), connection, at: now)
        }
    }

    /// A pong, or anything else that shows that the peer is there.
    package mutating func heard(_ connection: ConnectionID, at now: Instant) {
        tell(.heard, connection, at: now)
    }

    /// The connection is gone, by the peer's word or the network's.
    package mutating func close(_ connection: ConnectionID, at now: Instant) {
        tell(.close, connection, at: now)
    }

    /// So many bytes of the connection wait here because the network does not take them.
    package mutating func setUnsent(
        _ bytes: Int, of connection: ConnectionID, at now: Instant
    ) {
        if lines[Int(connection.rawValue)].unsentBytes == bytes { return }
        tell(.unsent(bytes), connection, at: now)
    }

    /// Whether the server still has this connection.
    package func has(_ connection: ConnectionID) -> Bool {
        lines[Int(connection.rawValue)].stage != .over
    }
}
