import ArgumentParser
import Testing
import UmpireGame
import UmpireNetwork
import UmpireScenario

@testable import Umpire

/// What the command line makes of its words.
@Suite("The words after bots") struct BotsCommandTests {
    private func plan(_ words: String...) throws -> BotsPlan {
        let place = try BotsPlaceOptions.parse(words.filter { !changeWords(words).contains($0) })
        let changes = try BotsChangeOptions.parse(changeWords(words))
        return try BotsPlan(mode: place.mode, changes.overrides)
    }

    /// The words from the first that changes something.
    private func changeWords(_ words: [String]) -> [String] {
        let names = ["--players", "--for", "--seed", "--drops", "--room", "--latency", "--jitter"]
        guard let first = words.firstIndex(where: names.contains) else { return [] }
        return Array(words[first...])
    }

    @Test("without words eight bots go to the server of this machine") func nothing() throws {
        let plan = try plan()
        #expect(plan.mode == .against("ws://127.0.0.1:7777"))
        #expect(plan.scenario.arrivalTimes().count == 8)
        #expect(plan.scenario.seconds == 30)
        #expect(plan.scenario.networks == [Share(1, NetworkProfile())])
    }

    @Test("the words of old make a scenario") func oldWords() throws {
        let plan = try plan(
            "--virtual", "--players", "24", "--for", "40s", "--seed", "20", "--drops", "3")
        #expect(plan.mode == .virtual)
        #expect(plan.scenario.arrivalTimes().count == 24)
        #expect(plan.scenario.seconds == 40)
        #expect(plan.scenario.seed == 20)
        let network = try #require(plan.scenario.networks.first?.item)
        #expect(network.flaps?.everySeconds == 20)
        #expect(network.rttMilliseconds == 40)
        #expect(network.jitter == .uniform(0, 5))
        #expect(
            plan.text == "# No file, but: bots --seed 20 --for 40s --players 24 --drops 3 "
                + "--latency 20 --jitter 5")
    }

    @Test("all old options are taken beside an address") func oldOptions() throws {
        let plan = try plan(
            "--against", "wss://play.example.org", "--players", "200", "--for", "2m", "--room",
            "ABCD", "--latency", "15", "--jitter", "0")
        #expect(plan.mode == .against("wss://play.example.org"))
        #expect(plan.scenario.arrivalTimes().count == 200)
        #expect(plan.scenario.seconds == 120)
        #expect(plan.scenario.wish == .join("ABCD"))
        #expect(plan.scenario.networks.first?.item.rttMilliseconds == 30)
        #expect(plan.scenario.networks.first?.item.jitter == Delay.none)
    }

    @Test(
        "what contradicts itself is refused",
        arguments: [
            ["--virtual", "--in-process"], ["--virtual", "--against", "ws://a"], ["--insecure"],
            ["--in-process", "--insecure"],
        ])
    func contradictions(words: [String]) {
        #expect(throws: (any Error).self) { try BotsPlaceOptions.parse(words) }
    }

    @Test(
        "what is out of bounds is refused",
        arguments: [
            ["--players", "0"], ["--players", "100001"], ["--for", "0s"], ["--for", "25h"],
            ["--for", "soon"], ["--drops", "61"], ["--latency", "nan"], ["--jitter", "-1"],
        ])
    func bounds(words: [String]) {
        #expect(throws: (any Error).self) { try BotsChangeOptions.parse(words) }
    }

    @Test("a file that is not there is named") func noFile() {
        #expect {
            try BotsPlan(file: "nowhere/smoke.yaml", mode: nil, BotsOverrides())
        } throws: { "\($0)".contains("cannot open nowhere/smoke.yaml") }
    }
}
