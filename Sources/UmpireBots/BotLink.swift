import UmpireBasics
import UmpireNetwork

/// The network between a bot and its socket: what a profile makes of both directions.
///
/// ```
///   bot ──▶ up: waits until it would arrive ──▶ socket ──▶ server
///   bot ◀── down: waits until it would arrive ◀── socket ◀── server
/// ```
struct BotLink {
    /// Who waits longer for its bytes to leave has lost the connection.
    static let longestDelayNanoseconds: Int64 = 30_000_000_000
    /// Bytes on the way down at which the socket is not read any more: a receiver's window.
    static let windowBytes = 262_144
    /// The same for bytes that a narrow line or a slow reader holds back.
    static let heldWindowBytes = 8_192
    /// What a packet carries on a narrow line.
    private static let packetBytes = 1_448
    /// What the packets that open a TCP connection are counted as.
    private static let openingBytes = 40

    private var shapeUp: LinkShaper
    private var shapeDown: LinkShaper
    private let isNarrow: Bool
    var up = BotPackets()
    var down = BotPackets()
    /// When the TCP connection is there: a way there and back again after its beginning.
    private var opensAt: Instant

    /// A link that is opened at `now`.
    init(_ profile: NetworkProfile, seed: UInt64, at now: Instant) {
        shapeUp = LinkShaper(profile, .up, seed: seed, at: now)
        shapeDown = LinkShaper(profile, .down, seed: seed, at: now)
        isNarrow = profile.bandwidthKbps != nil || profile.readingKbps != nil
        let arrived = shapeUp.arrival(ofBytes: BotLink.openingBytes, at: now)
        opensAt = shapeDown.arrival(ofBytes: BotLink.openingBytes, at: arrived)
    }

    /// When the next bytes arrive, in either direction.
    var due: Instant? {
        guard let first = up.due else { return down.due }
        guard let second = down.due else { return first }
        return min(first, second)
    }

    /// Whether the socket shall be read.
    func isReading(at now: Instant) -> Bool {
        down.byteCount < BotLink.windowBytes
            && !(isNarrow && shapeDown.unsentBytes(at: now) >= BotLink.heldWindowBytes)
    }

    /// Takes what the bot sends; false when the line is so narrow that it would never arrive.
    mutating func send(_ bytes: UnsafeRawBufferPointer, at now: Instant) -> Bool {
        let due = shapeUp.arrival(ofBytes: bytes.count, at: max(now, opensAt))
        up.append(bytes, due: due)
        return due.nanoseconds(since: now) <= BotLink.longestDelayNanoseconds
    }

    /// Takes what came from the socket.
    mutating func receive(_ bytes: UnsafeRawBufferPointer, at now: Instant) {
        let size = isNarrow ? BotLink.packetBytes : bytes.count
        var rest = bytes
        while !rest.isEmpty {
            let packet = UnsafeRawBufferPointer(rebasing: rest.prefix(size))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(size))
            down.append(packet, due: shapeDown.arrival(ofBytes: packet.count, at: now))
        }
    }
}

extension NetworkProfile {
    /// Whether packets need as long as without it.
    var isPerfect: Bool {
        rttMilliseconds <= 0 && jitter == .none && bandwidthKbps == nil && stalls == nil
            && readingKbps == nil
    }

    /// What the kernel may keep for a reader, so that the server soon feels who does not read.
    func receiveBufferBytes(mayStopReading: Bool) -> Int? {
        let stops = flaps?.kinds.contains(.stopReading) ?? false
        if readingKbps != nil || stops || mayStopReading { return 8_192 }
        return bandwidthKbps == nil ? nil : 32_768
    }
}
