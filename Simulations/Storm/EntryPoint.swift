import ArgumentParser
import Glibc
import UmpireBasics

/// The storm's command line.
@main
struct StormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm",
        abstract: "A server and its clients in bad weather, in virtual time, from one seed.")

    @OptionGroup var overrides: Overrides
    @Option(help: "The seed that decides configuration and faults.")
    var seed: UInt64?
    @Option(help: "So many seeds, one after the other, and totals; the kept seeds come first.")
    var seeds: Int?
    @Option(help: "The first of --seeds.")
    var from: UInt64 = 1
    @Flag(help: "Totals as one line of JSON.")
    var json = false
    @Option(help: "Write one line for each event to a file; -: to standard output.")
    var trace: String?
    @Flag(help: "Say what the lines of a trace mean.")
    var legend = false
    @Flag(help: "Find the smallest configuration that still fails in the same way.")
    var minimise = false
    @Option(help: "Plant a bug: \(Canary.allCases.map(\.rawValue).joined(separator: ", ")).")
    var canary: Canary?
    @Flag(help: "Plant each bug in turn, and say which seed found it and how fast.")
    var canaries = false
    @Option(help: "Write the recordings of the matches to this folder.")
    var recordings: String?
    @Flag(help: "Eight players of the arena on one shard, with faults: how fast a storm is.")
    var benchmark = false
    @Option(help: "A file of seeds that failed once; replayed before --seeds.")
    var seedsFile = "Simulations/Storm/Seeds/seeds.txt"

    func run() throws {
        if legend { return print(StormTrace.legend) }
        if canaries { return try Canaries.run() }
        if benchmark { return Benchmark.run() }
        if let seeds {
            let kept = KeptSeeds.read(seedsFile)
            let batch = Batch(
                kept: kept, from: from, count: seeds, overrides: overrides, canary: canary,
                isJSON: json)
            if batch.run() > 0 { throw ExitCode(1) }
            return
        }
        try runOne(seed ?? 1)
    }

    private func runOne(_ seed: UInt64) throws {
        let configuration = configuration(seed)
        print("seed \(seed)")
        print(configuration.text)
        fflush(nil)
        if minimise { return Minimiser(configuration).run() }
        let sink = try trace.map { try TraceSink($0) }
        let storm = Storm(
            configuration, keepsRecordings: recordings != nil, trace: sink.map { $0.write })
        let outcome = storm.run()
        sink?.close()
        if let recordings { try RecordingFolder.write(storm.recordings, to: recordings) }
        print(outcome.text)
        if outcome.violation != nil { throw ExitCode(1) }
    }

    private func configuration(_ seed: UInt64) -> StormConfiguration {
        var configuration = StormConfiguration(seed: seed)
        overrides.apply(to: &configuration)
        configuration.canary = canary
        return configuration
    }
}
