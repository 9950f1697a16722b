import UmpireBasics

/// What a shard knows of one connection.
struct Link: Sendable {
    enum State: Sendable {
        /// No hello yet.
        case fresh(deadline: Instant)
        /// In no room.
        case greeted(name: String)
        case seated(SessionID, room: RoomID, player: PlayerID)
        case spectating(name: String, room: RoomID)
        /// Told to close; whatever still comes is ignored.
        case closing
    }

    var state: State
    var messages: TokenBucket
    var inputs: TokenBucket
    var refusals = RefusalWindow()

    init(now: Instant, tickRate: Int) {
        state = .fresh(
            deadline: now.advanced(byMilliseconds: Limits.helloSeconds * 1_000))
        messages = TokenBucket(
            rate: Limits.controlMessagesPerSecond, burst: Limits.controlMessageBurst, now: now)
        let inputRate = tickRate * Limits.inputFramesPerTick
        inputs = TokenBucket(
            rate: inputRate, burst: tickRate * Limits.inputBurstSeconds, now: now)
    }
}
