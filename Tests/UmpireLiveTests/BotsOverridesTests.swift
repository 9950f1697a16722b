import Testing
import UmpireNetwork
import UmpireScenario

@testable import Umpire

/// What options change in a scenario.
@Suite("Options beside a scenario") struct BotsOverridesTests {
    private var scenario: Scenario {
        var scenario = Scenario()
        scenario.arrivals = [
            Arrivals(fromSeconds: 0, toSeconds: 10, rates: (2, 8)),
            Arrivals(fromSeconds: 20, toSeconds: 20, bots: 30),
            Arrivals(fromSeconds: 30, toSeconds: 40, bots: 21),
        ]
        scenario.networks = [
            Share(1, NetworkProfile(name: "near", rttMilliseconds: 10)),
            Share(2, NetworkProfile(name: "far", rttMilliseconds: 200)),
        ]
        return scenario
    }

    @Test("any number of players comes, spread as before", arguments: [1, 2, 7, 101, 202, 1_000])
    func players(players: Int) throws {
        var changed = scenario
        _ = try BotsOverrides(players: players).apply(to: &changed)
        #expect(changed.arrivalTimes().count == players)
        #expect(changed.arrivals.map(\.fromSeconds) == scenario.arrivals.map(\.fromSeconds))
        #expect(changed.mostBots >= players)
    }

    @Test("twice the players are twice of each kind of arrival") func doubled() throws {
        var changed = scenario
        let notes = try BotsOverrides(players: 202).apply(to: &changed)
        #expect(changed.arrivals[0].rateAtStart == 4)
        #expect(changed.arrivals[0].rateAtEnd == 16)
        #expect(changed.arrivals[1].isBurst == 60)
        #expect(notes == ["202 bots came instead of the file's 101."])
    }

    @Test("a scenario without arrivals cannot be scaled") func noArrivals() {
        var changed = scenario
        changed.arrivals = []
        #expect(throws: CommandFailure.self) {
            try BotsOverrides(players: 5).apply(to: &changed)
        }
    }

    @Test("all networks take latency, jitter and drops") func networks() throws {
        var changed = scenario
        let overrides = BotsOverrides(
            dropsPerMinute: 6, latencyMilliseconds: 50, jitterMilliseconds: 3)
        let notes = try overrides.apply(to: &changed)
        for network in changed.networks.map(\.item) {
            #expect(network.rttMilliseconds == 100)
            #expect(network.jitter == .uniform(0, 3))
            #expect(network.flaps?.everySeconds == 10)
        }
        #expect(changed.networks.map(\.item.name) == ["near", "far"])
        #expect(notes.count == 1)
    }

    @Test("what is not said changes nothing, and what is the same neither") func nothing() throws {
        var changed = scenario
        #expect(try BotsOverrides().apply(to: &changed).isEmpty)
        let same = BotsOverrides(seed: 1, seconds: 30, players: 101)
        #expect(try same.apply(to: &changed).isEmpty)
        #expect(changed == scenario)
    }
}
