import ArgumentParser
import Glibc
import UmpireBasics
import UmpireState

/// The command line of what all decoders are tried with.
@main
struct Chains: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chains",
        abstract: "Packets of random worlds, for the tests of decoders in any language.",
        discussion: """
            Each seed makes a schema, a history of snapshots, and one client that is slow, sees a \
            part and comes back with less than it held; what the client is sent becomes two lines \
            of JSON, one in each mode, in the shape of the golden vectors of `schema --vectors`, \
            with these members besides:

              seed           what the line was made from
              schema         as clients receive it
              frames[].cues  the bits behind the world, as a text of 0 and 1

            and, as many as --broken says, broken ones of each packet and tables frame:

              frames[].broken  [{world, viewHash}]; viewHash null: it is refused
              epochs[].broken  [{frame, isTaken}]

            A client can read all frames that holds its last two snapshots, and after a keyframe \
            that one alone. The only state is the last one.

            Each packet is decoded at once, and each tables frame read; exit status 1 if one \
            differs. The first seed is printed to standard error.
            """)

    @Option(help: "The first seed. [default: another each time]")
    var seed: UInt64?

    @Option(help: "How many seeds, one after the other.")
    var count: UInt64 = 100

    @Option(help: "How many broken packets and tables frames there are for each one.")
    var broken: Int = 0

    func validate() throws {
        guard broken >= 0 else { throw ValidationError("--broken is not below 0") }
        guard seed ?? 0 <= .max - count else {
            throw ValidationError("--seed and --count together are below 2^64")
        }
    }

    func run() throws {
        let first = seed ?? UInt64(UInt32.random(in: 0...(.max)))
        note("chains: seed \(first), count \(count)")
        for seed in first..<(first + count) {
            do { try write(seed) } catch let difference as Difference {
                note("chains: seed \(seed): \(difference)")
                throw ExitCode(1)
            }
        }
    }

    private func write(_ seed: UInt64) throws {
        var schemas = SchemaInvention(seed: seed)
        let schema = try schemas.schema()
        var worlds = WorldInvention(schema.world, seed: seed)
        var random = GameRandom(seed: seed, stream: 3)
        let sight = Sight(schema.world, &random)
        let history = worlds.history(count: 25).map { sight.of($0) }
        let steps = ClientStep.all(history, &random)
        for mode in CodecMode.allCases {
            var chain = Chain(schema, mode, seed: seed, broken: broken)
            print(try chain.line(steps, random))
        }
    }

    /// Beside the lines, which a decoder reads.
    private func note(_ line: String) {
        var line = line + "\n"
        line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
