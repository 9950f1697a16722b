import Testing
import UmpireBots
import UmpireNetwork
import UmpireReport
import UmpireScenario

@Suite("crowds in virtual time: who comes and goes, and what befalls them")
struct VirtualCrowdTests {
    @Test("bots that stay for a while leave, and some come again as somebody new")
    func stays() {
        var scenario = Scenario.some(6, seconds: 30, seed: 21)
        scenario.stay = .uniform(4_000, 8_000)
        scenario.rejoinShare = 1
        let run = VirtualRun(scenario)
        #expect(run.isClean, "\(run.story)")
        #expect((18...40).contains(run.counter(.arrivals)))
        #expect(run.counter(.seats) >= run.counter(.arrivals) - 6)
        #expect(run.counter(.returns) == 0)
        scenario.rejoinShare = 0
        let once = VirtualRun(scenario)
        #expect(once.counter(.arrivals) == 6 && once.counter(.seatsAtEnd) == 0, "\(once.story)")
        #expect(once.isClean)
    }

    @Test("bots in rooms of their own are together, and only with each other")
    func rooms() {
        var scenario = Scenario.some(8, seconds: 8, seed: 22)
        scenario.wish = .rooms(seats: 4)
        let run = VirtualRun(scenario)
        #expect(run.isClean && run.counter(.seatsAtEnd) == 8, "\(run.story)")
        scenario.stay = .uniform(2_000, 9_000)
        scenario.rejoinShare = 0.8
        scenario.seconds = 40
        let churn = VirtualRun(scenario)
        #expect(churn.isClean && churn.counter(.seats) > 20, "\(churn.story)")
    }

    @Test("spectators watch the room of those who play")
    func spectators() {
        var scenario = Scenario.some(12, seconds: 8, seed: 23)
        scenario.wish = .spectate
        let run = VirtualRun(scenario)
        #expect(run.isClean, "\(run.story)")
        #expect(run.counter(.seatsAtEnd) == 8)
        #expect(run.counter(.snapshots) > 12 * 30 * 5)
    }

    @Test("every kind of brain plays, and the mirror is right for each")
    func brains() {
        var scenario = Scenario.some(9, seconds: 8, seed: 24)
        scenario.brains = [Share(1, .default), Share(1, .idle), Share(1, .monkey)]
        let run = VirtualRun(scenario)
        #expect(run.isClean && run.counter(.seatsAtEnd) == 9, "\(run.story)")
        scenario.brains = [Share(1, .idle)]
        scenario.server.botSeats = 0
        let idle = VirtualRun(scenario)
        #expect(idle.isClean && idle.counter(.cues) == 0, "an idle crowd lays no mines")
    }

    @Test(
        "hostile bots disturb nobody, whatever they do", arguments: 1...2 as ClosedRange<UInt64>)
    func hostile(_ seed: UInt64) {
        var scenario = Scenario.some(12, seconds: 30, seed: seed)
        scenario.brains = [Share(1, .default), Share(1, .hostile)]
        let run = VirtualRun(scenario)
        #expect(run.isClean, "seed \(seed) \(run.story)")
        #expect((30...120).contains(run.counter(.hostileCloses)), "\(run.story)")
        #expect(run.counter(.seats) == 6 && run.counter(.seatsAtEnd) == 6)
        #expect(run.counter(.snapshotsLate) == 0)
    }

    @Test(
        "whatever chaos befalls the server, everybody plays afterwards",
        arguments: [
            .drain, .kill, .pause(milliseconds: 2_500), .clockJump(milliseconds: 4_000),
            .cut(share: 0.7, .reset), .cut(share: 1, .fin), .cut(share: 0.5, .blackHole),
            .cut(share: 1, .stopReading),
        ] as [Chaos.Kind])
    func chaos(_ kind: Chaos.Kind) {
        var scenario = Scenario.some(6, seconds: 25, seed: 25)
        scenario.chaos = [Chaos(atSeconds: 5, kind: kind)]
        let run = VirtualRun(scenario)
        #expect(run.isClean, "\(kind) \(run.story)")
        #expect(run.counter(.seatsAtEnd) == 6, "\(kind) \(run.story)")
        #expect(run.report.series.last(.seated) == 6)
        switch kind {
        case .cut(let share, let cut) where cut != .stopReading:
            #expect(run.counter(.drops) >= Int(share * 2), "\(run.story)")
            #expect(run.counter(.returns) == run.counter(.drops), "\(run.story)")
        case .kill, .drain: #expect(run.counter(.seats) == 12, "\(run.story)")
        case .pause, .clockJump, .cut: #expect(run.counter(.seats) == 6, "\(run.story)")
        }
    }

    @Test("a server that stands still does not slow the bots down: an open model")
    func openModel() {
        var scenario = Scenario.some(8, seconds: 10, seed: 26)
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: 9, bots: 18)]
        let calm = VirtualRun(scenario)
        scenario.chaos = [Chaos(atSeconds: 5, kind: .pause(milliseconds: 2_000))]
        let stalled = VirtualRun(scenario)
        #expect(stalled.counter(.arrivals) == 18 && calm.counter(.arrivals) == 18)
        #expect(stalled.report.series[.present] == calm.report.series[.present])
        // Who has a seat plays on, and the inputs of the pause waited for their effect.
        let inputs = zip(stalled.report.series[.inputs], calm.report.series[.inputs])
        #expect(inputs.prefix(7).allSatisfy { ($0 ?? 0) >= ($1 ?? 0) * 6 / 10 }, "\(stalled.story)")
        #expect((stalled.summary(.inputToEffect)?.max ?? 0) > 500_000)
    }

    @Test("no more bots than the scenario allows; the others are counted")
    func mostBots() {
        var scenario = Scenario.some(20, seconds: 5, seed: 27)
        scenario.mostBots = 6
        let run = VirtualRun(scenario)
        #expect(run.counter(.arrivals) == 6 && run.counter(.arrivalsDropped) == 14)
        #expect(run.isClean && run.counter(.seatsAtEnd) == 6, "\(run.story)")
    }
}
