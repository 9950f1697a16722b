package import UmpireProtocol

/// What a shard counted since its start.
package struct ShardCounters: Sendable, Equatable {
    package var connections = 0
    package var matches = 0
    package var ticks = 0
    package var overruns = 0
    package var forgivenTicks = 0
    /// Ticks that began later than `Limits.lateTickNanoseconds`.
    package var lateTicks = 0
    /// Rooms that were ended because others had to wait for them.
    package var quarantined = 0
    package var snapshots = 0
    /// Bytes of these snapshots, without WebSocket headers.
    package var snapshotBytes = 0
    /// Snapshots that were looked at, and for what their bits were spent: by the place in
    /// `Shard.sampledParts`.
    package var sampledSnapshots = 0
    package var sampledBits: [Int] = []
    package var inputs = 0
    package var returns = 0
    package var drops = 0
    /// Keyframes that clients asked for because they had lost the state.
    package var resyncs: [ResyncRequest.Reason: Int] = [:]
    package var refusals: [Refusal.Code: Int] = [:]
    package var closes: [CloseCode: Int] = [:]

    package init() {}
}
