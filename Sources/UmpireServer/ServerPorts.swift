/// The ports that a server listens on.
struct ServerPorts: Sendable {
    var plain: Int
    /// The port for TLS, nil without it.
    var tls: Int?
}
