package import UmpireTLS

/// What may be chosen for bots on real sockets.
package struct SocketOptions: Sendable {
    /// Whose certificates are believed on `wss:` addresses; `.everybody` for self-signed ones.
    package var trust = TLSClientContext.Trust.system

    /// Certificates are checked.
    package init() {}
}
