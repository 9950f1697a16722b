import CWireBench

/// One measurement: a server, its clients, and what was seen.
struct Trial {
    let contender: Contender
    var clients: Int
    var milliseconds = 5_000
    var loops = 1
    /// Whether clients only connect.
    var isIdle = false
    /// Words before the server's own, such as those of a tool that runs it.
    var tool: [String] = []
    /// Another copy of this program, which the server runs from.
    var program: String?
    /// Whether each side gets a processor of its own.
    var isPinned = true

    /// Runs it; `whileMeasuring` is called with the server's process when the window has opened.
    func run(
        _ board: Board, whileMeasuring: (Int32) throws -> Void = { _ in }
    ) throws -> Outcome {
        let server = try startServer(board)
        defer { server.stop() }
        let clients = try startClients(board, of: server)
        try expect("measuring", from: clients)
        try whileMeasuring(server.process)
        guard clients.wait() == 0 else { throw clientsFailed }
        return Outcome(self)
    }

    /// Connects the clients and lets them be; `look` is called with the server's process before and
    /// after, and what it saw is returned.
    func idle<Seen>(
        _ board: Board, look: (Int32) throws -> Seen
    ) throws -> (before: Seen, after: Seen) {
        let server = try startServer(board)
        defer { server.stop() }
        let port = try port(of: server)
        let before = try look(server.process)
        let clients = try startClients(board, of: server, port: port)
        try expect("idle", from: clients)
        let after = try look(server.process)
        _ = clients.wait()
        return (before, after)
    }

    private func startServer(_ board: Board) throws -> Child {
        wire_board_clear()
        return try Child(
            tool + [program ?? board.program, "role", contender.rawValue, "loops=\(loops)"]
                + ["idle=\(isIdle ? 1 : 0)"] + core(0, board), board: board)
    }

    private func startClients(_ board: Board, of server: Child, port: Int? = nil) throws -> Child {
        let port = try port ?? self.port(of: server)
        return try Child(
            [
                board.program, "role", "clients", "port=\(port)", "server=\(server.process)",
                "clients=\(clients)", "milliseconds=\(milliseconds)",
                "umpire=\(contender == .server ? 1 : 0)", "idle=\(isIdle ? 1 : 0)",
            ] + core(1, board), board: board)
    }

    private func core(_ number: Int, _ board: Board) -> [String] {
        isPinned && board.canPin ? ["core=\(number)"] : []
    }

    /// The port that a server says it listens on.
    private func port(of server: Child) throws -> Int {
        let words = server.line()?.split(separator: " ") ?? []
        guard words.count == 2, words[0] == "port", let port = Int(words[1]) else {
            throw Failure("\(contender.rawValue) did not start; see what it said above")
        }
        return port
    }

    private func expect(_ line: String, from clients: Child) throws {
        guard clients.line() == line else { throw clientsFailed }
    }

    private var clientsFailed: Failure {
        Failure("the clients of \(contender.rawValue) gave up; see what they said above")
    }
}
