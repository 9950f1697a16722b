import Glibc

/// What idle connections cost in the server's own memory; the kernel's is not in it.
struct IdleMemory {
    let board: Board

    func run(_ contender: Contender, into report: inout Report) throws {
        report[contender, .idleBytes1000] = try perConnection(contender, 1_000, &report)
        report[contender, .idleBytes10000] = try perConnection(contender, 10_000, &report)
        let most = min(board.maxClients, 20_000)
        let seen = try look(contender, most)
        report[contender, .idleConnections] = Figure(Double(most))
        report[contender, .idleMegabytes] = Figure(Double(seen.after.resident) / 1e6)
        if most < 20_000 {
            report.add(
                remark: "most connections tried: the limit of descriptors here is "
                    + "\(board.maxDescriptors) (ulimit -Hn)")
        }
    }

    private func perConnection(
        _ contender: Contender, _ connections: Int, _ report: inout Report
    ) throws -> Figure {
        guard connections <= board.maxClients else {
            return .missing("not measured: raise the limit of descriptors (ulimit -Hn)")
        }
        let seen = try look(contender, connections)
        let growth = Double(seen.after.anonymous) - Double(seen.before.anonymous)
        return Figure(max(0, growth) / Double(connections))
    }

    private func look(
        _ contender: Contender, _ connections: Int
    ) throws -> (before: ProcessMemory, after: ProcessMemory) {
        note("memory: \(contender.name), \(connections) connections")
        var trial = Trial(contender: contender, clients: connections)
        trial.isIdle = true
        return try trial.idle(board) { try ProcessMemory(of: $0) }
    }
}

/// A process's memory in bytes.
struct ProcessMemory {
    /// All that is resident.
    private(set) var resident = 0
    /// What belongs to it alone: heap and stacks.
    private(set) var anonymous = 0

    init(of process: Int32) throws {
        guard let file = fopen("/proc/\(process)/status", "r") else {
            throw Failure("reading a process's memory", -errno)
        }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        while fgets(&buffer, 256, file) != nil {
            let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\t" }
            guard words.count > 1, let kilobytes = Int(words[1]) else { continue }
            if words[0] == "VmRSS:" { resident = kilobytes * 1_024 }
            if words[0] == "RssAnon:" { anonymous = kilobytes * 1_024 }
        }
    }
}
