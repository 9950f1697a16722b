/// Why the shell sent somebody away; each cause is counted.
enum RefusalCause: Int, CaseIterable, Sendable {
    /// A request that breaks HTTP or the handshake.
    case badRequest
    /// No whole request came in time.
    case slowRequest
    /// The page that asked is not allowed to.
    case origin
    /// The server has as many connections as it may.
    case serverFull
    /// The address has as many connections as it may.
    case addressConnections
    /// The address opens WebSockets too quickly.
    case addressHandshakes
    /// The address sends too many messages or bytes.
    case addressMessages
    /// The address tried too many room codes that nobody has.
    case roomCodes
    /// The connection sends too many bytes.
    case bytes
    /// The connection sends too many pings and pongs.
    case controlFrames
    /// The connection goes to and fro between loops too often.
    case moves
    /// A message was begun and not ended in time.
    case unfinishedMessage
    /// A frame breaks RFC 6455 or RFC 7692.
    case badFrame
    /// The connection reads too slowly.
    case slowReader
    /// What came on the port for TLS is none.
    case badTLS

    /// The name in `/health`.
    var name: String { "\(self)" }
}
