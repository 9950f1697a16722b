public import UmpireBasics

/// Says when what is sent now over a player's network arrives: one direction of one connection.
///
/// ```
///   sent ─▶ waits for the line (bandwidth) ─▶ rtt/2 + jitter ─▶ waits for the stall's end
///        ─▶ waits for the reader (the client's side alone) ─▶ arrives, never before the one ahead
/// ```
/// It knows no bytes, only their number. Both directions of a connection get the same seed, so that
/// they stall together.
public struct LinkShaper: Sendable {
    /// Which way bytes go.
    public enum Direction: Sendable {
        /// To the server.
        case up
        /// To the client, who may read slowly.
        case down
    }

    private let nanosecondsOneWay: UInt64
    private let jitter: Delay
    private let nanosecondsPerByte: Double
    private let readingNanosecondsPerByte: Double
    private var random: GameRandom
    private var stalls: StallTimes?
    /// When the line is free for the next byte.
    private var lineFree: Instant
    /// When the reader is done with what came.
    private var readerFree: Instant
    private var lastArrival: Instant
    private var held = HeldBytes()

    /// A link that is idle at `now`; `seed` is the connection's.
    public init(
        _ profile: NetworkProfile, _ direction: Direction = .up, seed: UInt64, at now: Instant
    ) {
        nanosecondsOneWay = Delay.nanoseconds(profile.rttMilliseconds / 2)
        jitter = profile.jitter
        nanosecondsPerByte = LinkShaper.nanosecondsPerByte(profile.bandwidthKbps)
        readingNanosecondsPerByte =
            direction == .down ? LinkShaper.nanosecondsPerByte(profile.readingKbps) : 0
        random = GameRandom(seed: seed, stream: direction == .up ? 1 : 2)
        stalls = profile.stalls.map { StallTimes($0, seed: seed, at: now) }
        lineFree = now
        readerFree = now
        lastArrival = now
    }

    /// When the last of `byteCount` bytes that are sent now arrives; never before what was sent
    /// earlier.
    public mutating func arrival(ofBytes byteCount: Int, at now: Instant) -> Instant {
        held.forget(until: now)
        lineFree = LinkShaper.pass(byteCount, nanosecondsPerByte, from: max(now, lineFree))
        var way = nanosecondsOneWay
        if jitter != .none { way += jitter.nanoseconds(&random) }
        var arrival = lineFree.advanced(byNanoseconds: way)
        var isHeldUntil = lineFree
        if let end = stalls?.end(at: max(arrival, lastArrival)) {
            arrival = end
            isHeldUntil = max(isHeldUntil, end)
        }
        if readingNanosecondsPerByte > 0 {
            readerFree = LinkShaper.pass(
                byteCount, readingNanosecondsPerByte, from: max(arrival, readerFree))
            // What the reader has not read fills the buffers all the way back to the sender.
            if readerFree > arrival { isHeldUntil = max(isHeldUntil, readerFree) }
            arrival = readerFree
        }
        lastArrival = max(arrival, lastArrival)
        if isHeldUntil > now { held.append(byteCount, until: isHeldUntil) }
        return lastArrival
    }

    /// Bytes that bandwidth, stalls or a slow reader still hold back: the sender's unsent ones.
    public func unsentBytes(at now: Instant) -> Int { held.count(at: now) }

    /// When nothing is held back any more of what was sent so far; nil when nothing is.
    public func drained(after now: Instant) -> Instant? { held.last(after: now) }

    private static func nanosecondsPerByte(_ kilobits: Double?) -> Double {
        guard let kilobits, kilobits > 0 else { return 0 }
        return 8_000_000 / max(kilobits, 0.001)
    }

    private static func pass(_ byteCount: Int, _ perByte: Double, from: Instant) -> Instant {
        guard perByte > 0 else { return from }
        let nanoseconds = min(Double(byteCount) * perByte, 1e15)
        return from.advanced(byNanoseconds: UInt64(nanoseconds))
    }
}
