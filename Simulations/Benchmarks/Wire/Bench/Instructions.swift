import CWireBench
import Glibc

/// Instructions outside the kernel for each frame, counted by valgrind where the processor's own
/// counters cannot be read.
///
/// A long run less a short one: what starting, connecting and ending cost falls out.
struct Instructions {
    let board: Board
    private let clients = 64

    func run(_ contender: Contender, into report: inout Report) throws {
        if report[contender, .instructionsPerFrame]?.number != nil { return }
        guard contender != .node else { return }
        note("instructions: \(contender.name), in valgrind")
        let program = "/tmp/wire-bench.\(getpid())"
        defer { unlink(program) }
        // Valgrind gives up on debugging information that is newer than itself.
        guard succeeds(["strip", "-g", "-o", program, board.program]),
            let short = count(contender, program, milliseconds: 2_000),
            let long = count(contender, program, milliseconds: 6_000), long.frames > short.frames
        else {
            report[contender, .instructionsPerFrame] = .missing(
                "not measured: the processor has no counters here, and valgrind did not run it; "
                    + "install valgrind and strip")
            return
        }
        report[contender, .instructionsPerFrame] = Figure(
            Double(long.instructions - short.instructions) / Double(long.frames - short.frames))
        report.add(
            remark: "user instructions: by valgrind, with \(clients) clients; what a loop that "
                + "wakes seldom spends on each wake counts")
    }

    private func succeeds(_ words: [String]) -> Bool {
        (try? Child(words, board: board, isQuiet: true))?.wait() == 0
    }

    private func count(
        _ contender: Contender, _ program: String, milliseconds: Int
    ) -> (instructions: Int, frames: Int)? {
        let path = program + ".callgrind"
        defer { unlink(path) }
        var trial = Trial(contender: contender, clients: clients, milliseconds: milliseconds)
        trial.program = program
        trial.tool = [
            "valgrind", "-q", "--log-file=/dev/null", "--tool=callgrind",
            "--callgrind-out-file=\(path)",
        ]
        // Without valgrind the server does not start.
        guard let outcome = try? trial.run(board), let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 4_096)
        var instructions: Int?
        while fgets(&buffer, 4_096, file) != nil {
            let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            if words.count == 2, words[0] == "totals:" || words[0] == "summary:" {
                instructions = Int(words[1])
            }
        }
        return instructions.map { ($0, Int(outcome.result.all_frames)) }
    }
}
