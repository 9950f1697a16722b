import ArgumentParser

/// A server that is measured.
enum Contender: String, CaseIterable, ExpressibleByArgument {
    case reference, phases, transport, server, node

    /// The head of its column.
    var name: String {
        switch self {
        case .reference: "reference"
        case .phases: "8 phases"
        case .transport: "transport"
        case .server: "server"
        case .node: "node ws"
        }
    }

    /// What it is, in one line.
    var explanation: String {
        switch self {
        case .reference: "C on epoll that does the least, all rooms at once"
        case .phases: "the same, rooms spread over eight phases of the period"
        case .transport: "our loop, HTTP and WebSocket alone, eight phases"
        case .server: "all of Umpire with a game, its own phases"
        case .node: "node with the package ws, all rooms at once"
        }
    }

    /// Whether its ticks tell how late they began.
    var knowsLateness: Bool { self != .node }
}
