/// What stands between the bots and the server.
public enum RunMode: String, CaseIterable, Sendable {
    /// No sockets: a simulated network and clock.
    case virtual
    /// Real sockets to a server in the same process.
    case inProcess = "in-process"
    /// Real sockets to a server somewhere else.
    case sockets
}
