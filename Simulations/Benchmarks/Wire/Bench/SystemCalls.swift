import CWireBench
import Glibc

/// System calls for each frame sent or input received, counted by `perf`.
struct SystemCalls {
    let board: Board
    let clients: Int

    func run(_ contender: Contender, into report: inout Report) throws {
        note("system calls: \(contender.name)")
        var counted: Double?
        let trial = Trial(contender: contender, clients: clients, milliseconds: 2_000)
        let outcome = try trial.run(board) { counted = count(in: $0) }
        guard let counted else {
            report[contender, .systemCallsPerMessage] = .missing(
                "not measured: perf is not installed or may not count; run as root with perf")
            return
        }
        let messages = Double(outcome.result.frames + outcome.result.inputs)
        let seconds = Double(outcome.result.window_nanoseconds) / 1e9
        report[contender, .systemCallsPerMessage] = Figure(counted / (messages / seconds))
    }

    /// The calls of one second; nil when nothing counts them.
    private func count(in process: Int32) -> Double? {
        let words = [
            "perf", "stat", "-x,", "--log-fd", "1", "-e", "raw_syscalls:sys_enter",
            "-p", "\(process)", "--timeout", "1000",
        ]
        guard let perf = try? Child(words, board: board, isQuiet: true) else { return nil }
        while let line = perf.line() {
            let fields = line.split(separator: ",")
            if line.contains("raw_syscalls"), let count = fields.first { return Double(count) }
        }
        return nil
    }
}
