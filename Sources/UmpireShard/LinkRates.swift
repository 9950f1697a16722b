import UmpireBasics

/// How often connections may do what is limited; one for all links of a shard.
struct LinkRates: Sendable {
    let messages: TokenRate
    let inputs: TokenRate
    let creations: TokenRate

    init(tickRate: Int) {
        messages = TokenRate(
            rate: Limits.controlMessagesPerSecond, burst: Limits.controlMessageBurst)
        inputs = TokenRate(
            rate: tickRate * Limits.inputFramesPerTick, burst: tickRate * Limits.inputBurstSeconds)
        creations = TokenRate(
            rate: Limits.roomsCreatedPerSecond, burst: Limits.roomsCreatedBurst)
    }
}
