import CWireBench

/// How many clients a contender can have while its ticks begin in time.
///
/// Halves the numbers between the least and the most, on a grid of steps of 8 %. A number that
/// fails is tried once more, since a machine's bad moment must not decide.
struct MostClients {
    let board: Board

    private enum Verdict { case inTime, late, limitedByGenerator }

    func run(_ contender: Contender, into report: inout Report) throws {
        guard contender.knowsLateness else { return }
        var outcomes: [Int: [Outcome]] = [:]
        for (metric, share) in [(Metric.mostClients99, 0.99), (.mostClients97, 0.97)] {
            report[contender, metric] = try search(contender, share, &outcomes)
        }
    }

    private var grid: [Int] {
        var numbers = [Int(Traffic.roomSize)]
        while let last = numbers.last, last < board.maxClients {
            let next = max(last + 16, last * 108 / 100 / 16 * 16)
            if next > board.maxClients { break }
            numbers.append(next)
        }
        return numbers
    }

    private func search(
        _ contender: Contender, _ share: Double, _ outcomes: inout [Int: [Outcome]]
    ) throws -> Figure {
        let grid = grid
        var low = 0
        var high = grid.count
        var limit = "not measured: all numbers of clients fail on this machine"
        var isLimited = false
        // The first guess saves half of the trials on machines of today.
        var middle = grid.firstIndex { $0 >= 1_600 } ?? 0
        while low < high {
            switch try judge(contender, grid[middle], share, &outcomes) {
            case .inTime: low = middle + 1
            case .late:
                high = middle
                isLimited = false
            case .limitedByGenerator:
                high = middle
                isLimited = true
            }
            middle = (low + high) / 2
        }
        if low == 0 { return .missing(limit) }
        let most = Double(grid[low - 1])
        if low == grid.count {
            limit = "all that the limit of descriptors allows"
            return .atLeast(most, limit)
        }
        return isLimited ? .atLeast(most, "limited by the generator") : .measured(most)
    }

    private func judge(
        _ contender: Contender, _ clients: Int, _ share: Double, _ outcomes: inout [Int: [Outcome]]
    ) throws -> Verdict {
        var verdict = Verdict.late
        for attempt in 0..<2 {
            if outcomes[clients, default: []].count <= attempt {
                note("most clients: \(contender.name), \(clients)")
                let trial = Trial(contender: contender, clients: clients, milliseconds: 2_000)
                // A server that cannot even let them in is late.
                guard let outcome = try? trial.run(board) else { return .late }
                outcomes[clients, default: []].append(outcome)
            }
            guard let outcome = outcomes[clients]?[attempt] else { return .late }
            if outcome.onTimeShare >= share && outcome.result.lost_connections == 0 {
                return .inTime
            }
            verdict = outcome.isLimitedByGenerator ? .limitedByGenerator : .late
        }
        return verdict
    }
}
