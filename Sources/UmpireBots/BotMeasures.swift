public import UmpireProtocol

/// What all bots of a run saw, together. Times are in microseconds.
public struct BotMeasures: Sendable {
    /// From opening a connection to the open WebSocket.
    public internal(set) var connectTime = Distribution()
    /// From the open WebSocket to the seat.
    public internal(set) var joinTime = Distribution()
    /// From one snapshot to the next.
    public internal(set) var snapshotGap = Distribution()
    /// From sending an input to the first snapshot that says it was applied.
    public internal(set) var inputToEffect = Distribution()
    /// By how many ticks applied inputs came early; late ones count as 0 and in `lateInputs`.
    public internal(set) var inputLead = Distribution()
    /// Bytes of a keyframe's frame.
    public internal(set) var keyframeBytes = Distribution()
    /// Bytes of a delta's frame.
    public internal(set) var deltaBytes = Distribution()
    /// How late the bots themselves were with what they meant to do.
    public internal(set) var ownLateness = Distribution()

    /// WebSockets opened.
    public internal(set) var connections = 0
    /// Connections that could not be opened.
    public internal(set) var failedConnections = 0
    /// Seats taken for the first time.
    public internal(set) var seatings = 0
    /// Returns to the old seat.
    public internal(set) var returns = 0
    /// Returns to another seat than before.
    public internal(set) var strayReturns = 0
    /// Connections broken on purpose.
    public internal(set) var drops = 0
    /// Inputs sent.
    public internal(set) var inputs = 0
    /// Snapshots that say that an input came late.
    public internal(set) var lateInputs = 0
    /// Snapshots that came later than three periods after the one before.
    public internal(set) var lateSnapshots = 0
    /// Snapshots whose state was not the server's.
    public internal(set) var hashMismatches = 0
    /// Snapshots that could not be taken for another reason.
    public internal(set) var otherFaults = 0
    /// Cues seen.
    public internal(set) var cues = 0
    /// Matches that came to a verdict, counted by each bot in them.
    public internal(set) var verdicts = 0
    /// Messages that the server did not obey, by code.
    public internal(set) var refusals: [Refusal.Code: Int] = [:]
    /// Connections that the server closed, by close code.
    public internal(set) var closes: [UInt16: Int] = [:]
    /// Connections that broke without a close code, besides those broken on purpose.
    public internal(set) var breaks = 0

    /// Nothing seen.
    public init() {}

    /// Snapshots taken.
    public var snapshots: Int { keyframeBytes.count + deltaBytes.count }
}
