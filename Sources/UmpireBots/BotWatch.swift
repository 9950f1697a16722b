import UmpireBasics
import UmpireNetwork
import UmpireProtocol
import UmpireReport

/// What a bot remembers of its life to measure the rest of it.
struct BotWatch {
    /// When its connection was asked for.
    var openingSince = Instant.zero
    var openedAt = Instant.zero
    /// When it asked for a match, until the first snapshot of it.
    var askedAt: Instant?
    /// When it lost the connection on which it had a seat, until the first snapshot after it.
    var lostAt: Instant?
    /// Since when it has not had what it wants.
    var unsettledSince = Instant.zero
    /// The newest tick that it saw before the loss.
    var lostTick = Tick.zero
    var lastSnapshot: Instant?
    /// The least of `arrival - tick` on this connection, in nanoseconds.
    var leastDelay: Int64?
    var room: String?
    var player: PlayerID?
    /// Whether the server keeps a seat for it, as far as it knows.
    var holdsSeat = false
    /// Has had a seat, or watched: its stay began.
    var hasStayed = false
    var inputs = SentInputs()

    /// When it began to read again after it had not.
    private var readAgainAt: Instant?

    /// Whether it stopped reading a short time ago: what the server did about it comes now.
    func isReadingAgain(at now: Instant) -> Bool {
        guard let readAgainAt else { return false }
        return now < readAgainAt.advanced(byMilliseconds: 5_000)
    }

    mutating func readsAgain(at now: Instant) { readAgainAt = now }

    /// The server closed the connection; with these two codes, the seat is gone too.
    mutating func noteClose(_ code: UInt16) {
        if code == CloseCode.forbidden.rawValue || code == CloseCode.quarantined.rawValue {
            holdsSeat = false
        }
    }

    /// The connection is gone on which the bot had what it wants.
    mutating func noteLoss(at now: Instant, tick: Tick) {
        // A second loss before the first snapshot is part of the same absence.
        if lostAt == nil {
            lostAt = now
            lostTick = tick
        }
        unsettledSince = now
    }

    /// A new connection, or another room.
    mutating func beginView() {
        lastSnapshot = nil
        leastDelay = nil
        inputs.reset()
    }
}
