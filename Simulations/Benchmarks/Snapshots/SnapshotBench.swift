import ArgumentParser
import Glibc

/// The benchmark's command line.
@main struct SnapshotBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot-bench",
        abstract: "What a snapshot costs, in bytes and in time, beside the ways of others.",
        usage: "swift run -c release snapshot-bench [<options>]",
        discussion: """
            Each workload is a stream of snapshots. The codec's tables learn from its first half; \
            all figures are from the second; with --whole each half is measured with tables from \
            the other, which published scores of whole files can be compared with. Every packet is \
            decoded and compared; one that differs ends the run with status 1. Times are, for \
            each snapshot, the median of \
            --runs, and then the mean of all; bytes never change between runs of the same seed.

            baseline t-1: the client holds the last snapshot and the one before it.
            baseline t-6: it holds those six and seven snapshots old, and nothing newer.
            of rival: our bytes in percent of the column colyseus.
            colyseus: by the rules of @colyseus/schema, each field in its smallest integer type.
            zlib9: zlib at level 9 of plain deltas. fixed: bit packing in the declared widths.
            first-codec: this project's first codec. keyframe: bytes against nothing.
            32 shared: one packet for 32 clients, copied; 32 separate: one made for each.
            """)

    @Option(help: "A file of cubes: eight little-endian 32-bit numbers each, unpacked.")
    var cubes: String?

    @Option(help: "Cubes in a frame of that file.")
    var cubesCount = 901

    @Option(parsing: .upToNextOption, help: "Workloads by name, in any number. [default: all]")
    var only: [String] = []

    @Option(help: "Decides what happens in the workloads that are played here.")
    var seed: UInt64 = 1

    @Option(help: "How often each packet is written and read, for the times.")
    var runs = 5

    @Flag(help: "Measure the first half too, with tables that learned from the second.")
    var whole = false

    @Flag(help: "Print a JSON list of rows instead of the table.")
    var json = false

    @Flag(help: "Print the names of the workloads and nothing else.")
    var list = false

    @Option(help: "Write packets for decode.mjs and chromium.py into this folder.")
    var frames: String?

    func validate() throws {
        guard (1...4_096).contains(cubesCount) else {
            throw ValidationError("--cubes-count is 1 to 4096")
        }
        guard (1...1_000).contains(runs) else { throw ValidationError("--runs is 1 to 1000") }
    }

    func run() throws {
        #if DEBUG
            note("A debug build says nothing about speed; use swift run -c release.")
        #endif
        do {
            let workloads = try chosenWorkloads()
            if list { return workloads.forEach { say($0.name) } }
            try report(workloads)
        } catch let failure as Failure {
            note("snapshot-bench: \(failure)")
            throw ExitCode(1)
        }
    }

    private func chosenWorkloads() throws -> [Workload] {
        var workloads = StandardWorkloads.all(seed: seed)
        if let cubes {
            let ofFile = try StandardWorkloads.cubes(cubes, cubes: cubesCount)
            workloads.insert(contentsOf: ofFile, at: 0)
        }
        let names = workloads.map(\.name)
        if let unknown = only.first(where: { !names.contains($0) }) {
            throw Failure(
                "there is no workload \(unknown); there are \(names.joined(separator: ", "))")
        }
        return only.isEmpty ? workloads : workloads.filter { only.contains($0.name) }
    }

    private func report(_ workloads: [Workload]) throws {
        var rows: [ResultRow] = []
        for workload in workloads {
            note("\(workload.name): \(workload.count) snapshots …")
            do { rows += try measure(workload) } catch {
                throw Failure("\(workload.name), seed \(seed): \(error)")
            }
        }
        say(json ? ResultJSON(rows).description : ResultTable(rows).description)
    }

    private func measure(_ workload: Workload) throws -> [ResultRow] {
        let files = try frames.map { try FrameFiles($0, workload) }
        var second = Trial(workload, measuring: .second, runs: runs, frames: files)
        var rows = try second.run()
        guard whole else { return rows }
        var first = Trial(workload, measuring: .first, runs: runs, frames: nil)
        for (index, row) in try first.run().enumerated() { rows[index].add(row) }
        return rows
    }
}
