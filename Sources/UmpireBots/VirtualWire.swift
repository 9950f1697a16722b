import UmpireBasics
import UmpireNetwork

/// A virtual connection: who is at its ends, and what is on its way between them.
struct VirtualWire {
    /// The bot's slot; nil when what comes from the server is nobody's.
    var bot: Int?
    /// The server's number; nil before it is open and after it is closed.
    var connection: ConnectionID?
    /// Whether the server has ever had it.
    var isAccepted = false
    var up: VirtualLane
    var down: VirtualLane
    /// Whether the bot reads what arrives.
    var isReading = true
    /// Whether nothing passes any more.
    var isHole = false
    /// Bytes that the server was last told to be unsent.
    var toldUnsent = 0
    /// Whether somebody looks again when the bytes are sent.
    var awaitsDrain = false
    /// Whether its network ever holds anything back.
    let canHoldBack: Bool
    /// Tells it from others that had its place before.
    let number: Int

    init(bot: Int, number: Int, _ profile: NetworkProfile, seed: UInt64, at now: Instant) {
        self.bot = bot
        self.number = number
        up = VirtualLane(LinkShaper(profile, .up, seed: seed, at: now))
        down = VirtualLane(LinkShaper(profile, .down, seed: seed, at: now))
        canHoldBack =
            profile.bandwidthKbps != nil || profile.stalls != nil || profile.readingKbps != nil
    }

    /// Bytes that the server could not send: what does not fit into the buffers on the way.
    func unsentBytes(at now: Instant) -> Int {
        var bytes = canHoldBack ? down.unsentBytes(at: now) : 0
        if !isReading { bytes += down.unreadBytes(at: now) }
        return max(0, bytes - VirtualWire.bufferBytes)
    }

    /// What kernels hold on the way before a sender is told to wait; the server's keeps little.
    static let bufferBytes = 16_384
}
