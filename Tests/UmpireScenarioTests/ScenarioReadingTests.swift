import Testing
import UmpireNetwork
import UmpireScenario

import struct UmpireScenario.Expectation

@Suite("Reading scenarios") struct ScenarioReadingTests {
    @Test("what a file does not say is as in the model") func defaults() throws {
        var meant = Scenario()
        meant.name = "test"
        #expect(try scenario("for: 30s") == meant)
        #expect(
            try Scenario.read(yaml: "seed: 1", file: "a/b.c/night run.yaml").name == "night run")
        #expect(try Scenario.read(yaml: "seed: 1", file: "").name == "bots")
        #expect(try Scenario.read(yaml: "seed: 1", file: ".yaml").name == "bots")
    }

    @Test("every key is read") func everything() throws {
        let found = try scenario(
            """
            name: all of it
            about: "Every key: once"
            seed: 18446744073709551615
            for: 2m
            arrivals:
              - {at: 1s, bots: 5}
              - {from: 500ms, to: 1.5s, rate: [1, 20/s]}
              - {to: 1m, rate: 30/m}
            most: 500
            match: {rooms: 8}
            stay: {normal: {mean: 20s, deviation: 2s}}
            rejoin: 12.5 %
            brains:
              default: 3
              recorded: [{share: 1, path: old.umpr}, {path: /tmp/new.umpr}]
            networks:
              train:
                share: 2
                rtt: 90ms
                jitter: 5ms
                bandwidth: 2 Mbit/s
                stalls: {every: 10s, length: {exponential: {mean: 250ms}}}
                flaps: {every: 20s, by: fin}
                reading: 64 kbit/s
            chaos:
              40s: [kill, cut 50 % by black hole]
              30s: pause 300ms
              31s: clock jump 5m
              32s: cut 5%
              0s: drain
            expect: mismatches == 0
            server: {loops: 4, bots: 0}
            """)
        #expect(found.name == "all of it" && found.about == "Every key: once")
        #expect(found.seed == .max && found.seconds == 120 && found.mostBots == 500)
        #expect(
            found.arrivals == [
                Arrivals(fromSeconds: 1, toSeconds: 1, bots: 5),
                Arrivals(fromSeconds: 0.5, toSeconds: 1.5, rates: (1, 20)),
                Arrivals(fromSeconds: 0, toSeconds: 60, rates: (0.5, 0.5)),
            ])
        #expect(found.wish == .rooms(seats: 8))
        #expect(found.stay == .normal(mean: 20_000, deviation: 2_000) && found.rejoinShare == 0.125)
        #expect(
            found.brains == [
                Share(3, .default), Share(1, .recorded(path: "old.umpr")),
                Share(1, .recorded(path: "/tmp/new.umpr")),
            ])
        let train = try #require(found.networks.first)
        #expect(train.share == 2 && train.item.name == "train" && train.item.rttMilliseconds == 90)
        #expect(train.item.jitter == .constant(5) && train.item.bandwidthKbps == 2_000)
        #expect(train.item.stalls?.length == .exponential(mean: 250))
        #expect(train.item.flaps?.kinds == [.fin] && train.item.readingKbps == 64)
        #expect(
            found.chaos == [
                Chaos(atSeconds: 0, kind: .drain),
                Chaos(atSeconds: 30, kind: .pause(milliseconds: 300)),
                Chaos(atSeconds: 31, kind: .clockJump(milliseconds: 300_000)),
                Chaos(atSeconds: 32, kind: .cut(share: 0.05, .reset)),
                Chaos(atSeconds: 40, kind: .kill),
                Chaos(atSeconds: 40, kind: .cut(share: 0.5, .blackHole)),
            ])
        #expect(found.expectations.map(\.text) == ["mismatches == 0"])
        #expect(found.server.loops == 4 && found.server.botSeats == 0)
    }

    @Test("each wish is read") func wishes() throws {
        #expect(try scenario("match: quick").wish == .quickMatch)
        #expect(try scenario("match: spectate").wish == .spectate)
        #expect(try scenario("match: {room: abc12}").wish == .join("ABC12"))
    }

    @Test("a recording is looked for beside the file") func paths() throws {
        let found = try Scenario.read(
            yaml: "brains: {recorded: {path: ../old.umpr}}", file: "some/where/x.yaml")
        #expect(found.brains == [Share(1, .recorded(path: "some/where/../old.umpr"))])
    }

    @Test("each default holds that no expectation of the file's own replaces")
    func expectations() throws {
        #expect(
            try scenario("for: 9s").allExpectations.map(\.text) == [
                "mismatches == 0", "returns.stray == 0", "connections.failed == 0", "breaks == 0",
                "seats.missing == 0", "resyncs == 0", "left.behind == 0", "closes == 0",
                "refusals == 0",
            ])
        let own = try scenario("expect: [breaks <= 3, breaks > 1, seats > 1]").allExpectations
        #expect(own.map(\.text).prefix(3) == ["breaks <= 3", "breaks > 1", "seats > 1"])
        #expect(own.count == 3 + 8 && own.map(\.line).suffix(8).allSatisfy { $0 == 0 })
        for expectation in Expectation.defaults {
            #expect(try Expectation.read(expectation.text).threshold == expectation.threshold)
            #expect(try Expectation.read(expectation.text).metric == expectation.metric)
        }
    }
}
