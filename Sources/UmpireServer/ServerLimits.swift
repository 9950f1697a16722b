import Logging
import UmpireBasics
import UmpireProtocol
import UmpireWebSocket

/// The named maxima of the shell, with what happens beyond them; tests choose smaller ones.
struct ServerLimits: Sendable {
    // MARK: connections

    /// TCP connections at once, for each loop; one more than all have is refused at once.
    ///
    /// More than a shard has of WebSockets, so that these are told 1013 and the page is still
    /// served.
    var connections = 21_000
    /// WebSockets at once; one more is closed with 1013.
    var webSockets = Limits.connections
    /// Connections at once that are no WebSocket yet; for one more the oldest of them is closed.
    var handshakes = 4_000
    /// What one address may do.
    var address = AddressLimits()

    /// Steps in a row that are longer than the period; then the room is ended (4500) if others
    /// wait.
    var overrunsBeforeQuarantine = Limits.overrunsBeforeQuarantine

    /// Connections of a loop from which on it lets events gather between two looks.
    var gatheringConnections = 128
    /// Nanoseconds for which they gather; what comes is read so much later, ticks are not.
    var gatherNanoseconds: UInt64 = 1_000_000

    // MARK: bytes and messages

    /// The largest message, and its most frames; then 1009 and 1008.
    var frames = FrameDecoder.Limits(maxMessageBytes: Limits.controlMessageBytes)
    /// The same on `/echo`, where conformance suites send 16 MiB.
    var echoFrames = FrameDecoder.Limits(maxMessageBytes: 16 << 20, maxFragments: 1 << 20)
    /// Bytes that come on one WebSocket; then 4429.
    var bytes = TokenRate(rate: 256 << 10, burst: 1 << 20)
    /// Pings and pongs on one WebSocket; then 4429.
    var controlFrames = TokenRate(rate: 50, burst: 500)
    /// Moves of a connection between loops; then 4429.
    var moves = TokenRate(rate: 1, burst: 16)
    /// Bytes that a connection may have unsent; beyond it the connection is closed as a slow reader
    /// (4430).
    var unsentBytes = 262_144
    /// Bytes that the kernel may hold unsent for a connection; beyond it they count as unsent here.
    var kernelQueueBytes = 4_096

    // MARK: time

    /// Milliseconds for which sent bytes may stay unacknowledged (`TCP_USER_TIMEOUT`).
    var unacknowledgedMilliseconds = 20_000
    /// Milliseconds from accepting a connection, or from the first byte of a later request, to the
    /// end of the request's head; then 408.
    var requestMilliseconds: UInt64 = 5_000
    /// Milliseconds that a kept-alive connection may rest between requests; then it is closed.
    var keepAliveMilliseconds: UInt64 = 15_000
    /// Milliseconds of silence after which a WebSocket is pinged.
    var pingMilliseconds: UInt64 = 5_000
    /// Milliseconds of silence after which a WebSocket is given up.
    var silenceMilliseconds: UInt64 = 15_000
    /// Milliseconds in which every connection is looked at once.
    var sweepMilliseconds: UInt64 = 1_000
    /// The parts of a sweep, so that no look at all connections delays a tick.
    var sweepParts = 20
    /// Milliseconds for which a message may be under way; then 1008.
    var messageMilliseconds: UInt64 = 10_000
    /// Milliseconds between two looks at accounts of addresses that nobody uses any more.
    var forgettingMilliseconds: UInt64 = 30_000
    /// Milliseconds between two reports of a loop to the others.
    var newsMilliseconds: UInt64 = 250
    /// Milliseconds that connections have for their goodbye when the server stops.
    var goodbyeMilliseconds: UInt64 = 1_000
    /// Milliseconds after which certificate and key are read again.
    var certificateMilliseconds: UInt64 = 86_400_000
    /// Seconds before a certificate's end from which reading it warns.
    var certificateWarningSeconds: Int64 = 14 * 86_400
    /// Warnings of a loop about clients that lost the state; others are only counted.
    var resyncWarnings = TokenRate(perMinute: 12, burst: Limits.resyncCases)
    /// Milliseconds between two warnings about late ticks.
    var warningMilliseconds: UInt64 = 10_000

    /// Descriptors that are no connections: listeners, loops, recordings. Where there are few, a
    /// quarter of them.
    private static func reserved(of descriptors: Int) -> Int { min(64, descriptors / 4) }

    /// Takes no more connections than the process can have, and says so.
    mutating func fit(descriptors: Int, _ logger: Logger) {
        let capacity = max(1, descriptors - ServerLimits.reserved(of: descriptors))
        guard capacity < connections else { return }
        if capacity < connections / 2 {
            let wanted = connections + 64
            logger.warning(
                """
                the limit of \(descriptors) descriptors leaves room for \(capacity) connections; \
                raise it with ulimit -n \(wanted), or lower --max-connections
                """)
        }
        connections = capacity
    }
}
