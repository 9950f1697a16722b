/// The whole server with one loop and with several: what a frame costs should stay the same.
struct LoopsComparison {
    let board: Board
    let loops: Int
    let clients: Int
    let milliseconds: Int
    let rounds: Int

    /// A line for each number of loops.
    func run() throws -> [String] {
        var costs: [Int: [Double]] = [:]
        var loads: [Int: [Double]] = [:]
        for round in 0..<rounds {
            for loops in [1, loops] {
                note("round \(round + 1) of \(rounds): server with loops: \(loops)")
                var trial = Trial(
                    contender: .server, clients: clients, milliseconds: milliseconds)
                trial.loops = loops
                trial.isPinned = false
                let outcome = try trial.run(board)
                costs[loops, default: []].append(outcome.cpuMicroseconds)
                loads[loops, default: []].append(100 * outcome.serverLoad)
            }
        }
        let ratios = zip(costs[loops] ?? [], costs[1] ?? []).map { $0 / $1 }
        return [1, loops].map { loops in
            "server, loops \(loops): CPU per frame \(Figure(median(costs[loops] ?? [])).text) µs, "
                + "processor used \(Figure(median(loads[loops] ?? [])).text) %"
        } + [
            "cost with \(loops) loops: \(Figure(median(ratios)).text) times that with one; not "
                + "pinned: the clients compete for the same processors"
        ]
    }
}
