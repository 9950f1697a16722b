import Testing
import UmpireBasics
import UmpireBots
import UmpireProtocol

@Suite("bots in virtual time")
struct VirtualBotsTests {
    private func options(players: Int, seconds: Double, seed: UInt64) -> BotsOptions {
        var options = BotsOptions()
        options.players = players
        options.seconds = seconds
        options.seed = seed
        return options
    }

    private func run(_ options: BotsOptions) -> BotsReport {
        var bots = VirtualBots(Orbit.self, options: options)
        return bots.run()
    }

    @Test(
        "all join, play matches to their verdicts, and hold the server's state",
        arguments: 1...4 as ClosedRange<UInt64>)
    func playing(_ seed: UInt64) {
        let report = run(options(players: 12, seconds: 15, seed: seed))
        #expect(!report.hasFailed, "seed \(seed)\n\(report)")
        #expect(report.measures.seatings == 12)
        #expect(report.playingAtEnd == 12)
        #expect(report.measures.snapshots > 12 * 30 * 12)
        #expect(report.measures.inputs > 12 * 30 * 12)
        #expect(report.measures.verdicts >= 12)
        #expect(report.measures.cues > 0)
        #expect(report.measures.lateSnapshots == 0)
        #expect(report.leftBehind == 0)
    }

    @Test("times are those of the network: nothing is faster, little is slower")
    func times() {
        var options = options(players: 8, seconds: 20, seed: 3)
        options.latencyMilliseconds = 50
        options.jitterMilliseconds = 10
        let measures = run(options).measures
        #expect((100_000...121_000).contains(measures.connectTime.p50))
        #expect((200_000...245_000).contains(measures.joinTime.p50))
        #expect((32_000...35_000).contains(measures.snapshotGap.p50))
        #expect(measures.inputToEffect.p50 > 100_000)
        #expect(measures.inputToEffect.p99 < 300_000)
        #expect(measures.lateInputs * 50 < measures.inputLead.count)
        #expect(measures.ownLateness.max == 0)
    }

    @Test(
        "a bot whose connection breaks comes back to its seat",
        arguments: 1...6 as ClosedRange<UInt64>)
    func comingBack(_ seed: UInt64) {
        var options = options(players: 10, seconds: 30, seed: seed)
        options.dropsPerMinute = 12
        let report = run(options)
        #expect(!report.hasFailed, "seed \(seed)\n\(report)")
        #expect(report.measures.drops > 20)
        #expect(report.measures.returns > 20)
        #expect(report.measures.strayReturns == 0)
        #expect(report.measures.hashMismatches == 0)
    }

    @Test("the same seed gives the same run, another seed another")
    func determinism() {
        var options = options(players: 6, seconds: 8, seed: 11)
        options.dropsPerMinute = 10
        let first = run(options).description
        #expect(run(options).description == first)
        options.seed = 12
        #expect(run(options).description != first)
    }

    @Test(
        "a network without delay works as well as a slow one", arguments: [0, 1, 400] as [Double])
    func extremes(_ latency: Double) {
        var options = options(players: 4, seconds: 10, seed: 5)
        options.latencyMilliseconds = latency
        options.jitterMilliseconds = latency / 2
        let report = run(options)
        #expect(!report.hasFailed, "\(report)")
    }

    @Test("a room that does not exist is a failure that the report names")
    func noSuchRoom() {
        var options = options(players: 2, seconds: 2, seed: 1)
        options.room = "NOPE"
        let report = run(options)
        #expect(report.hasFailed)
        #expect(report.measures.refusals[.noSuchRoom] == 2)
        #expect(report.description.contains("2 messages were refused with noSuchRoom"))
    }

    @Test("one line is told for each second")
    func progress() {
        var lines: [String] = []
        var bots = VirtualBots(Orbit.self, options: options(players: 3, seconds: 5, seed: 1))
        _ = bots.run { lines.append($0) }
        #expect(lines.count == 5)
        #expect(lines.last?.contains("3 of 3 bots play") == true)
    }

    @Test("no bots make an empty run")
    func nobody() {
        let report = run(options(players: 0, seconds: 3, seed: 1))
        #expect(!report.hasFailed)
        #expect(report.measures.snapshots == 0)
    }
}
