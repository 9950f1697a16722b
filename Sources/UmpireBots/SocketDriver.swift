import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireScenario
import UmpireWebSocket

/// Carries out a crowd's orders on real sockets, and tells it what happens there: all on one loop,
/// with one alarm.
///
/// ```
///   knocking ─────▶ playing ─────▶ leaving ─────▶ over
///   at each server                 until all connections have ended, or too long
/// ```
final class SocketDriver {
    enum Stage {
        /// Tries whether the servers answer, before the first bot comes.
        case knocking(target: Int, peer: Int)
        case playing
        /// Everybody said goodbye.
        case leaving
        case over
    }

    /// From so many connections on the loop looks at them once a millisecond.
    static let gatheringStreams = 128
    static let gatherNanoseconds: UInt64 = 1_000_000
    /// How often the controls are read at least.
    static let controlMilliseconds: UInt64 = 100
    /// How long connections may take to end when everybody has left.
    static let leavingMilliseconds: UInt64 = 4_000
    /// How long connections are kept on which nothing passes any more.
    static let holeMilliseconds: UInt64 = 60_000

    let loop: Loop
    var run: SocketRun
    let finish: (Result<SocketOutcome, SocketFailure>) -> Void
    var stage = Stage.knocking(target: 0, peer: 0)
    var crowd: Crowd
    var alarm: Alarm?
    /// The time now, read once for each alarm and each batch of bytes that came.
    var now: Instant
    var start: Instant
    var seeds: GameRandom
    /// The open connection of each bot.
    var streams: [BotStream?] = []
    var openStreams = 0
    /// Connections on which nothing passes any more, and until when they are kept.
    var holes: [(stream: BotStream, until: Instant)] = []
    var delayed = Agenda<BotStream>()
    var chaos: [Chaos]
    var nextSecond: Instant
    var seconds = 0
    var nextControls: Instant
    var stops = 0
    var rateFactor = 1.0
    /// When everybody had said goodbye.
    var endedAt: Instant
    var giveUp = Instant(nanoseconds: .max)
    var usage: SocketUsage
    var notes = SocketNotes()
    var isCarryingOut = false
    /// Room for the plaintext of one record.
    let plaintext = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 64)
    /// Room for a packet that has arrived.
    let packet = UnsafeMutableRawBufferPointer.allocate(
        byteCount: LoopLimits.readBufferBytes, alignment: 64)
    /// Room for a frame that is put together.
    private var frame = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 64)

    /// A driver on `loop`; `finish` is called there once, when all is over.
    init(
        on loop: Loop, _ run: SocketRun,
        finish: @escaping (Result<SocketOutcome, SocketFailure>) -> Void
    ) throws(LoopError) {
        self.loop = loop
        self.run = run
        self.finish = finish
        now = loop.now
        start = now
        endedAt = now
        nextSecond = now
        nextControls = now
        usage = SocketUsage(at: now)
        seeds = GameRandom(seed: run.scenario.seed, stream: 0x50CC)
        chaos = run.hitServer == nil ? [] : run.scenario.chaos.filter(\.needsOwnServer)
        chaos.sort { $0.atSeconds > $1.atSeconds }
        crowd = Crowd(
            run.scenario, game: run.game, recordings: run.recordings, start: now,
            ownsServer: run.hitServer != nil)
        // What the loop calls keeps the driver alive until all of that is closed.
        alarm = try Alarm(on: loop) { [self] in work(at: $0) }
        loop.onTurnEnd { [self] in endTurn() }
    }

    deinit {
        plaintext.deallocate()
        packet.deallocate()
        frame.deallocate()
    }

    /// Puts a masked frame together in memory that all frames share.
    func withFrame(
        _ opcode: Opcode, _ payload: UnsafeRawBufferPointer, maskKey: UInt32,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        let room = payload.count + FrameEncoder.maxHeaderBytes
        if frame.count < room {
            frame.deallocate()
            frame = .allocate(byteCount: 2 * room, alignment: 64)
        }
        let head = FrameEncoder.writeHeader(
            opcode, payloadBytes: payload.count, maskKey: maskKey, to: frame)
        let end = head + payload.count
        let masked = UnsafeMutableRawBufferPointer(rebasing: frame[head..<end])
        masked.copyMemory(from: payload)
        FrameEncoder.mask(masked, key: maskKey)
        body(UnsafeRawBufferPointer(rebasing: frame[..<end]))
    }
}

/// What a report says about connections that failed: the first few causes, each once.
struct SocketNotes {
    private static let most = 5
    private(set) var texts: [String] = []

    mutating func add(_ text: String) {
        if texts.count < SocketNotes.most && !texts.contains(text) { texts.append(text) }
    }
}
