package import UmpireProtocol

/// What a shard counted since its start.
package struct ShardCounters: Sendable, Equatable {
    package var connections = 0
    package var matches = 0
    package var ticks = 0
    package var overruns = 0
    package var forgivenTicks = 0
    package var snapshots = 0
    package var inputs = 0
    package var returns = 0
    package var drops = 0
    package var refusals: [Refusal.Code: Int] = [:]
    package var closes: [CloseCode: Int] = [:]

    package init() {}
}
