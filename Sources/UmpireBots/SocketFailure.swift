/// Why a run on real sockets could not take place.
package enum SocketFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The text is no address that bots can reach.
    case badAddress(String)
    /// There is no address to go to.
    case noAddress
    /// Nobody with this name.
    case unknownHost(String)
    /// The server does not answer, for this reason.
    case unreachable(ServerAddress, reason: String)
    /// The scenario wants something done to the server that only its owner can do.
    case foreignServer(String)
    /// The scenario wants something that real time does not do.
    case needsVirtualTime(String)
    /// The loop of the bots, or the run's own server, could not work; says why.
    case broken(String)
    /// The run was cut off before its end.
    case interrupted

    /// One sentence with the remedy.
    package var description: String {
        switch self {
        case .badAddress(let text):
            "\"\(text)\" is no server's address; give one such as ws://localhost:7777/play"
        case .noAddress: "there is no server to play against; give its address with --against"
        case .unknownHost(let host):
            "host \"\(host)\" is unknown; give an address such as ws://localhost:7777/play"
        case .unreachable(let address, let reason):
            "\(address) cannot be played on: \(reason)"
        case .foreignServer(let chaos):
            "the scenario wants a \(chaos), which needs the run's own server; use --in-process or "
                + "--virtual"
        case .needsVirtualTime(let chaos):
            "the scenario wants a \(chaos), which no real clock does; use --virtual"
        case .broken(let reason): reason
        case .interrupted: "the run was cut off before its end"
        }
    }
}
