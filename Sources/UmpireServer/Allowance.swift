import UmpireBasics

/// What one connection may still do, wherever it goes; the shard bounds messages by itself.
struct Allowance: Sendable {
    /// Bytes behind the upgrade.
    var bytes: TokenCredit
    /// Pings and pongs.
    var controlFrames: TokenCredit
    /// Moves to another loop: there, the shard's limits on messages begin afresh.
    var moves: TokenCredit

    init(_ limits: ServerLimits, now: Instant) {
        bytes = TokenCredit(full: limits.bytes, now: now)
        controlFrames = TokenCredit(full: limits.controlFrames, now: now)
        moves = TokenCredit(full: limits.moves, now: now)
    }
}
