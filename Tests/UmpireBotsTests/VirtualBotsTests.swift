import Testing
import UmpireBots
import UmpireGame
import UmpireNetwork
import UmpireReport
import UmpireScenario

@Suite("bots in virtual time")
struct VirtualBotsTests {
    @Test(
        "all join, play matches to their verdicts, and hold the server's state",
        arguments: 1...2 as ClosedRange<UInt64>)
    func playing(_ seed: UInt64) {
        let run = VirtualRun(.some(8, seconds: 15, seed: seed))
        #expect(run.isClean, "seed \(seed) \(run.story)")
        #expect(run.counter(.arrivals) == 8 && run.counter(.connections) == 8)
        #expect(run.counter(.seats) == 8 && run.counter(.seatsAtEnd) == 8)
        #expect(run.counter(.snapshots) > 8 * 30 * 12)
        #expect(run.counter(.inputs) > 8 * 30 * 12)
        #expect(run.counter(.verdicts) >= 8)
        #expect(run.counter(.cues) > 0)
        #expect(run.counter(.snapshotsLate) == 0)
        #expect(run.counter(.bytesUp) > run.counter(.inputs) * 11)
        #expect(run.counter(.framesDown) > run.counter(.snapshots))
    }

    @Test("times are those of the network: nothing is faster, little is slower")
    func times() throws {
        var scenario = Scenario.some(4, seconds: 12, seed: 3)
        scenario.networks[0].item.rttMilliseconds = 100
        scenario.networks[0].item.jitter = .uniform(0, 10)
        let run = VirtualRun(scenario)
        func median(_ metric: Metric) throws -> Int { try #require(run.summary(metric)).p50 }
        #expect((100_000...121_000).contains(try median(.connect)))
        #expect((200_000...245_000).contains(try median(.join)))
        #expect((100_000...175_000).contains(try median(.ticketToMatch)))
        #expect((32_000...35_000).contains(try median(.snapshotGap)))
        #expect((100_000...300_000).contains(try median(.inputToEffect)))
        #expect((3_000...8_000).contains(try median(.snapshotAge)), "half the jitter")
        #expect(try #require(run.summary(.snapshotAge)).max <= 11_000)
        #expect(run.counter(.inputsLate) * 50 < run.counter(.inputs))
        #expect(try #require(run.summary(.generatorLateness)).max == 0)
    }

    @Test(
        "a bot whose network flaps comes back to its seat, however it broke",
        arguments: Cut.allCases)
    func flaps(_ kind: Cut) throws {
        var scenario = Scenario.some(6, seconds: 14, seed: 7)
        scenario.networks[0].item.flaps = NetworkProfile.Flaps(everySeconds: 3, kinds: [kind])
        let run = VirtualRun(scenario)
        #expect(run.isClean, "\(kind) \(run.story)")
        guard kind != .stopReading else { return }
        #expect(run.counter(.drops) > 8)
        #expect(run.counter(.returns) > 8)
        #expect(run.counter(.seats) == 6)
        let time = try #require(run.summary(.returnTime))
        let missed = try #require(run.summary(.ticksMissed))
        #expect(time.count > 8 && missed.count == time.count)
        #expect(time.min > 120_000, "a connection, a greeting and a snapshot")
        #expect(missed.p50 * 1_000_000 / 30 >= time.min)
    }

    @Test("a network that stalls holds snapshots back, and nothing is lost")
    func stalls() throws {
        var scenario = Scenario.some(6, seconds: 15, seed: 4)
        scenario.networks[0].item.stalls = NetworkProfile.Stalls(
            everySeconds: 3, length: .uniform(200, 600))
        let run = VirtualRun(scenario)
        #expect(run.isClean, "\(run.story)")
        #expect(run.counter(.snapshotsLate) > 8)
        #expect(try #require(run.summary(.snapshotGap)).max > 200_000)
    }

    @Test("who reads too slowly gets fewer snapshots, and each of them is right")
    func slowReaders() throws {
        var scenario = Scenario.some(4, seconds: 12, seed: 5)
        var slow = NetworkProfile(name: "slow", rttMilliseconds: 40)
        slow.readingKbps = 12
        scenario.networks = [Share(1, NetworkProfile(rttMilliseconds: 40)), Share(1, slow)]
        let run = VirtualRun(scenario)
        let fast = VirtualRun(.some(4, seconds: 12, seed: 5))
        #expect(run.isClean, "\(run.story)")
        #expect(run.counter(.snapshots) < fast.counter(.snapshots) * 9 / 10)
    }

    @Test("the same seed gives the same report to the last byte, another seed another")
    func determinism() throws {
        var scenario = Scenario.some(9, seconds: 8, seed: 11)
        scenario.brains = [Share(3, .default), Share(1, .monkey), Share(1, .hostile)]
        scenario.networks[0].item.flaps = NetworkProfile.Flaps(
            everySeconds: 5, kinds: Cut.allCases)
        scenario.chaos = [Chaos(atSeconds: 4, kind: .kill)]
        let first = VirtualRun(scenario).report
        #expect(VirtualRun(scenario).report.json() == first.json())
        scenario.seed = 12
        #expect(VirtualRun(scenario).report.json() != first.json())
    }

    @Test(
        "a network without delay works as well as a slow one", arguments: [0, 1, 800] as [Double])
    func extremes(_ rtt: Double) {
        var scenario = Scenario.some(4, seconds: 8, seed: 5)
        scenario.networks[0].item.rttMilliseconds = rtt
        scenario.networks[0].item.jitter = .uniform(0, rtt / 2)
        let run = VirtualRun(scenario)
        #expect(run.isClean && run.counter(.seatsAtEnd) == 4, "\(run.story)")
    }

    @Test("a frame damaged on its way is reported and healed, and nobody loses the connection")
    func damage() throws {
        var bots = VirtualBots(.some(4, seconds: 12, seed: 9), game: AnyGame(Orbit.self))
        var frames = 0
        var ages: [UInt8] = []
        bots.tamper = { bot, frame in
            guard bot == 1 else { return }
            frames += 1
            if frames > 100 { ages.append(frame[8]) }
            // The last bit of the world, or of the padding behind it.
            if frames == 100 { frame[frame.count - 1] ^= 0x80 }
        }
        let report = bots.run()
        #expect(report.counters["resyncs"] == 1)
        #expect(report.counters["returns"] == 0 && report.counters["closes"] == 0)
        #expect(report.counters["breaks"] == 0 && report.counters["refusals"] == 0)
        #expect(report.counters["seats"] == 4 && report.counters["seats.at.end"] == 4)
        // A way there and back of 40 ms: two or three frames are left aside.
        let keyframe = try #require(ages.firstIndex(of: 0))
        #expect((1...4).contains(keyframe) && ages.count { $0 == 0 } == 1)
        #expect(ages.count > 100)
    }

    @Test("a server whose hashes are all wrong is returned to, and the report says so")
    func ill() {
        var bots = VirtualBots(.some(2, seconds: 12, seed: 10), game: AnyGame(Orbit.self))
        bots.tamper = { bot, frame in
            // Changes only: keyframes heal for a moment.
            guard bot == 0, frame[8] > 0, frame[9] & 1 == 1 else { return }
            // Behind the predecessor's age, if there is one.
            frame[frame[9] & 2 == 0 ? 10 : 11] ^= 1
        }
        let report = bots.run()
        let returns = report.counters["returns"] ?? 0
        #expect(returns > 1)
        #expect((report.counters["resyncs"] ?? 0) >= 4 * returns)
        #expect(report.counters["refusals"] == 0 && report.counters["closes"] == 0)
        #expect(report.metrics.first { $0.metric == .returnTime }?.count == returns)
    }

    @Test("several loops: connections move, and come back to the loop of their seat")
    func loops() {
        var scenario = Scenario.some(12, seconds: 10, seed: 6)
        scenario.server.loops = 3
        scenario.networks[0].item.flaps = NetworkProfile.Flaps(everySeconds: 4, kinds: [.reset])
        let run = VirtualRun(scenario)
        #expect(run.isClean && run.counter(.returns) > 5, "\(run.story)")
    }

    @Test("a room that does not exist is a refusal that the report names")
    func noSuchRoom() {
        var scenario = Scenario.some(2, seconds: 8, seed: 1)
        scenario.wish = .join("NOPE")
        let run = VirtualRun(scenario)
        #expect(run.counter(.refusals) == 2 && run.report.refusals["noSuchRoom"] == 2)
        #expect(run.counter(.seatsMissing) == 2 && run.counter(.seatsAtEnd) == 0)
    }

    @Test("each second is told once, with how it stands")
    func seconds() {
        var told: [CrowdStatus] = []
        var bots = VirtualBots(
            .some(3, seconds: 5, seed: 1), scenarioText: "", game: AnyGame(Orbit.self))
        let report = bots.run { status, _ in told.append(status) }
        #expect(told.map { Int($0.seconds.rounded()) } == [1, 2, 3, 4, 5])
        #expect(told[3].seated == 3 && told[3].present == 3 && told[3].connected == 3)
        #expect(report.series[.present].count == 5)
    }
}
