/// What stands between the bots of a run and the server.
enum BotsMode: Equatable {
    /// No sockets: a simulated network and clock.
    case virtual
    /// Real sockets to a server in this process.
    case inProcess
    /// Real sockets to the server at this address.
    case against(String)

    /// Where a server of this machine is when nobody says otherwise.
    static let usualAddress = "ws://127.0.0.1:7777"

    /// What the live view calls it.
    var name: String {
        switch self {
        case .virtual: "virtual time"
        case .inProcess: "in process"
        case .against(let url): url
        }
    }
}
