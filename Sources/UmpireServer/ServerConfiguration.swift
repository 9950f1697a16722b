import UmpireBasics
public import UmpireGame

/// What may be chosen for a server.
public struct ServerConfiguration: Sendable {
    /// The files of a certificate and its key, and the port on which TLS is spoken.
    public struct TLS: Sendable {
        /// The path of the certificate, with its chain, in PEM.
        public var certificate: String
        /// The path of the key in PEM, not encrypted.
        public var key: String
        /// The port, 0…65535; 0 takes any free one.
        public var port: Int

        /// TLS with these files on this port.
        public init(certificate: String, key: String, port: Int = 7443) {
            self.certificate = certificate
            self.key = key
            self.port = port
        }
    }

    /// The address to listen on; `::` is every address of both kinds.
    public var host = "::"
    /// The port, 0…65535; 0 takes any free one.
    public var port = 7777
    /// TLS beside the plain port; nil: none. The files are read again at SIGHUP.
    public var tls: TLS?
    /// Loops, each a thread with rooms of its own, 1…32.
    public var loops = 1
    /// Bots a match is filled up with; nil: all free seats, 0: none.
    public var bots: Int?
    /// The folder for recordings, which is made when it is missing; nil: no recording.
    public var recordings: String?
    /// Files of the page, by path; they replace built-in ones.
    public var page: [PageFile] = []
    /// Origins whose pages may open a WebSocket, such as `https://example.org`; none: every one.
    public var origins: [String] = []
    /// Addresses and ranges of proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [String] = []
    /// Addresses and ranges that may read `/metrics`, such as `127.0.0.1`; none: nobody, and
    /// nothing is measured for it.
    ///
    /// What bytes are spent for tells of what single players may not see: it is not for everyone.
    public var metricsReaders: [String] = []
    /// WebSockets at once; one more is closed with 1013. Nil: `Limits.connections` for each loop.
    public var connections: Int?
    /// Connections at once from one address; nil: 1,000, and no bound for this machine itself.
    public var connectionsPerAddress: Int?
    /// WebSockets that one address may open a second; nil: 100, and no bound for this machine.
    public var handshakesPerAddress: Int?
    /// Whether text may be compressed (permessage-deflate, RFC 7692) with clients that offer it.
    public var compressesText = false
    /// Whether SIGINT and SIGTERM stop the server; not where it is a part of another program's run.
    package var handlesSignals = true
    /// Whether `/echo` sends every message back, for conformance suites.
    public var isEchoing = false

    /// The defaults.
    public init() {}

    /// The shell's limits with what was chosen here.
    func limits(from limits: ServerLimits) -> ServerLimits {
        var limits = limits
        if let connections {
            limits.webSockets = connections
            limits.connections = connections + connections / 20 + 20
        } else {
            limits.connections *= loops
        }
        if let connectionsPerAddress {
            limits.address.connections = connectionsPerAddress
            limits.address.includesLoopback = true
        }
        if let handshakesPerAddress {
            limits.address.handshakes = TokenRate(
                rate: handshakesPerAddress, burst: 10 * handshakesPerAddress)
            limits.address.includesLoopback = true
        }
        return limits
    }
}
