import ArgumentParser

/// The benchmark's command line.
@main struct WireBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wire-bench",
        abstract: "What a frame on the wire costs: our server beside the least that one can be.",
        usage: "swift run -c release wire-bench [<options>]",
        discussion: """
            Each contender is a process of its own; so are the clients, one thread that sends and \
            receives for all of them. Rooms of 16, 30 ticks and 30 inputs a second, frames of \
            about 200 bytes, inputs of 32. The ratio to the reference moves least between \
            machines.

            \(Contender.allCases.map { "  \($0.rawValue): \($0.explanation)" }
                .joined(separator: "\n"))
            """,
        subcommands: [Role.self])

    @Option(help: "Clients, for cost and latency.")
    var clients = 1_600

    @Option(help: "Seconds that are measured for each contender and round.")
    var seconds = 5

    @Option(help: "Rounds, of which medians are printed.")
    var rounds = 3

    @Option(parsing: .upToNextOption, help: "Contenders, in any number.")
    var only: [Contender] = Contender.allCases

    @Flag(inversion: .prefixedNo, help: "Measure idle connections and system calls too.")
    var memory = true

    @Flag(help: "Search the most clients whose ticks begin in time; takes minutes.")
    var search = false

    @Flag(help: "Count user instructions in valgrind where the processor does not tell them.")
    var instructions = false

    @Option(help: "Compare the whole server with one loop and with this many, and nothing else.")
    var loops: Int?

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func validate() throws {
        guard (1...100_000).contains(clients) else {
            throw ValidationError("--clients is 1 to 100000")
        }
        guard (1...600).contains(seconds), (1...100).contains(rounds) else {
            throw ValidationError("--seconds is 1 to 600, --rounds 1 to 100")
        }
        if let loops, !(2...32).contains(loops) {
            throw ValidationError("--loops is 2 to 32")
        }
    }

    func run() throws {
        #if DEBUG
            note("A debug build says nothing about speed; use swift run -c release wire-bench.")
        #endif
        let board = try Board()
        guard clients <= board.maxClients else {
            throw Failure(
                "\(clients) clients need \(clients + 64) descriptors and the limit is "
                    + "\(board.maxDescriptors); raise it (ulimit -Hn) or lower --clients")
        }
        if let loops {
            let comparison = LoopsComparison(
                board: board, loops: loops, clients: clients, milliseconds: seconds * 1_000,
                rounds: rounds)
            return try comparison.run().forEach(say)
        }
        let report = try measure(board)
        say(json ? report.json : report.table)
    }

    private func measure(_ board: Board) throws -> Report {
        let obstacle = only.contains(.node) ? NodeService.obstacle(board) : nil
        let contenders = Contender.allCases.filter {
            only.contains($0) && ($0 != .node || obstacle == nil)
        }
        var report = Report(contenders)
        if let obstacle { report.add(remark: "node ws: \(obstacle), skipped") }
        if !board.canPin {
            report.add(remark: "one processor: server and clients share it, latencies say little")
        }
        let rounds = Rounds(
            board: board, contenders: contenders, clients: clients, milliseconds: seconds * 1_000,
            count: rounds)
        try rounds.run(into: &report)
        for contender in contenders {
            if instructions { try Instructions(board: board).run(contender, into: &report) }
            if memory {
                try SystemCalls(board: board, clients: clients).run(contender, into: &report)
                try IdleMemory(board: board).run(contender, into: &report)
            }
            if search { try MostClients(board: board).run(contender, into: &report) }
        }
        return report
    }
}
