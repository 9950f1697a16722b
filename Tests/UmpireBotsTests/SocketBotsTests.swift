import Logging
import Testing
import UmpireBots
import UmpireGame
import UmpireLoop
import UmpireNetwork
import UmpireReport
import UmpireScenario
import UmpireServer
import UmpireTLS

@Suite("bots on real sockets")
struct SocketBotsTests {
    private func scenario(
        bots: Int, seconds: Double, network: NetworkProfile = NetworkProfile()
    ) -> Scenario {
        var scenario = Scenario()
        scenario.seconds = seconds
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: 0.2, bots: bots)]
        scenario.networks = [Share(1, network)]
        return scenario
    }

    private func play(
        _ scenario: Scenario, loops: Int = 1, controls: RunControls = RunControls(),
        eachSecond: @escaping @Sendable (CrowdStatus, Measures) -> Void = { _, _ in }
    ) throws -> RunReport {
        try TestServer.with(loops: loops) { server in
            try SocketBots(scenario, game: AnyGame(Orbit.self)).run(
                against: ["ws://127.0.0.1:\(server.port)"], controls: controls,
                eachSecond: eachSecond)
        }
    }

    @Test("all join, play, hold the server's state, and say goodbye")
    func playing() throws {
        let told = Locked(0)
        let report = try TestServer.with { server in
            let report = try SocketBots(
                scenario(bots: 12, seconds: 2.5), game: AnyGame(Orbit.self)
            ).run(against: ["ws://127.0.0.1:\(server.port)"]) { status, _ in
                told.withLock { $0 = max($0, status.seated) }
            }
            #expect(server.takeCensus(emptyWithinSeconds: 4).total == 0)
            return report
        }
        #expect(report.result == .passed, "\(report.failures) \(report.notes)")
        #expect(report.mode == .sockets)
        #expect(report.counters["connections"] == 12)
        #expect(report.counters["seats.at.end"] == 12)
        #expect(report.counters["mismatches"] == 0)
        #expect((report.counters["hash.checks"] ?? 0) > 20)
        #expect((report.counters["inputs"] ?? 0) > 100)
        #expect(told.withLock { $0 } == 12)
        #expect(report.notes.contains { $0.hasPrefix("The bots' thread took") })
    }

    @Test("connections move between loops, and come back to the loop of their seat")
    func manyLoops() throws {
        var network = NetworkProfile(name: "flapping")
        network.flaps = NetworkProfile.Flaps(everySeconds: 1, kinds: [.reset, .fin])
        let report = try play(scenario(bots: 24, seconds: 3.5, network: network), loops: 3)
        #expect((report.counters["drops"] ?? 0) > 3)
        #expect((report.counters["returns"] ?? 0) > 3)
        #expect(report.counters["returns.stray"] == 0)
        #expect(report.counters["mismatches"] == 0)
    }

    @Test(
        "however a connection breaks, the bot comes back to its seat",
        arguments: [Cut.reset, .fin, .blackHole])
    func comingBack(_ cut: Cut) throws {
        var scenario = scenario(bots: 6, seconds: 5.5)
        scenario.chaos = [Chaos(atSeconds: 1.5, kind: .cut(share: 1, cut))]
        let report = try play(scenario)
        #expect(report.counters["seats.at.end"] == 6, "\(report.counters)")
        #expect(report.counters["seats"] == 6)
        #expect(report.counters["drops"] == 6)
        #expect(report.counters["returns"] == 6)
        #expect(report.counters["returns.stray"] == 0)
        #expect(report.counters["mismatches"] == 0)
    }

    @Test("who stops reading gets nothing, and goes on when it reads again")
    func stoppedReading() throws {
        var scenario = scenario(bots: 4, seconds: 9.2)
        scenario.chaos = [Chaos(atSeconds: 1.5, kind: .cut(share: 1, .stopReading))]
        let counts = Locked<[Int]>([])
        let report = try play(scenario) { _, measures in
            counts.withLock { $0.append(measures.counter(.snapshots)) }
        }
        let perSecond = counts.withLock { $0 }
        try #require(perSecond.count >= 9)
        #expect(perSecond[2] == perSecond[1], "\(perSecond)")
        #expect(perSecond[8] > perSecond[7] + 20, "\(perSecond)")
        #expect(report.counters["seats.at.end"] == 4)
        #expect(report.counters["mismatches"] == 0)
        #expect(report.counters["breaks"] == 0)
    }

    @Test("a long way is felt in the time from an input to its effect")
    func longWay() throws {
        let near = try play(scenario(bots: 4, seconds: 2.5))
        let far = try play(
            scenario(
                bots: 4, seconds: 2.5, network: NetworkProfile(name: "far", rttMilliseconds: 200)))
        #expect(far.counters["seats.at.end"] == 4, "\(far.counters) \(far.notes)")
        #expect(far.counters["mismatches"] == 0)
        let connect = try #require(far.metrics.first { $0.metric == .connect }?.min)
        // A way there and back for the TCP connection, another for the WebSocket.
        #expect(connect >= 400_000)
        let effects = [near, far].compactMap { report in
            report.metrics.first { $0.metric == .inputToEffect }?.p50
        }
        #expect(effects.count == 2)
        #expect(effects[1] >= effects[0] + 150_000, "\(effects)")
    }

    @Test("jitter, stalls and a narrow line delay what comes, and lose and change nothing")
    func roughWay() throws {
        var network = NetworkProfile(name: "rough", rttMilliseconds: 40)
        network.jitter = .pareto(least: 1, mean: 8)
        network.bandwidthKbps = 256
        network.stalls = NetworkProfile.Stalls(everySeconds: 1, length: .constant(150))
        let report = try play(scenario(bots: 6, seconds: 4, network: network))
        #expect(report.counters["seats.at.end"] == 6, "\(report.counters) \(report.notes)")
        #expect(report.counters["mismatches"] == 0)
        #expect(report.counters["resyncs"] == 0)
        #expect(report.counters["breaks"] == 0)
        #expect((report.counters["hash.checks"] ?? 0) > 20)
    }

    @Test("who reads slowly gets fewer snapshots, and others notice nothing")
    func slowReader() throws {
        var slow = NetworkProfile(name: "slow reader")
        slow.readingKbps = 4
        var scenario = scenario(bots: 8, seconds: 5)
        scenario.networks = [Share(1, NetworkProfile()), Share(1, slow)]
        let mixed = try play(scenario)
        let free = try play(self.scenario(bots: 8, seconds: 5))
        let counts = [mixed, free].compactMap { $0.counters["snapshots"] }
        #expect(counts.count == 2)
        #expect(counts[0] < counts[1] * 9 / 10, "\(counts)")
        #expect(mixed.counters["mismatches"] == 0)
        #expect(mixed.counters["resyncs"] == 0)
    }

    @Test("hostile bots do not disturb the others")
    func hostileBots() throws {
        var scenario = scenario(bots: 16, seconds: 4)
        scenario.brains = [Share(1, .default), Share(1, .hostile)]
        let report = try play(scenario)
        #expect((report.counters["closes.hostile"] ?? 0) > 0, "\(report.counters)")
        #expect(report.counters["breaks"] == 0)
        #expect(report.counters["closes"] == 0)
        #expect(report.counters["mismatches"] == 0)
        #expect(report.counters["seats.missing"] == 0)
    }

    @Test("over TLS, with a certificate that is trusted, or with one that nobody looks at")
    func secure() throws {
        let folder = try IdentityFolder()
        let report = try TestServer.with(tls: folder.files) { server in
            let bots = SocketBots(scenario(bots: 6, seconds: 2), game: AnyGame(Orbit.self))
            let address = "wss://127.0.0.1:\(try #require(server.tlsPort))"
            #expect { try bots.run(against: [address]) } throws: { error in
                "\(error)".contains("the certificate is refused") && "\(error)".contains(address)
            }
            var options = SocketOptions()
            options.trust = .file(folder.files.certificate)
            let trusted = try bots.run(against: [address], options: options)
            #expect(trusted.result == .passed, "\(trusted.failures) \(trusted.notes)")
            options.trust = .everybody
            return try bots.run(against: [address], options: options)
        }
        #expect(report.result == .passed, "\(report.failures) \(report.notes)")
        #expect(report.counters["seats.at.end"] == 6)
    }

    @Test("a server that is not there is named in one sentence")
    func nobodyThere() throws {
        let free = try TestServer.with { $0.port }
        let bots = SocketBots(scenario(bots: 2, seconds: 1), game: AnyGame(Orbit.self))
        #expect { try bots.run(against: ["ws://127.0.0.1:\(free)"]) } throws: { error in
            "\(error)".hasPrefix("ws://127.0.0.1:\(free)/play cannot be played on: could not")
        }
        #expect(throws: SocketFailure.badAddress("ftp://x")) {
            try bots.run(against: ["ftp://x"])
        }
        #expect(throws: SocketFailure.noAddress) { try bots.run(against: []) }
    }

    @Test("chaos that needs the run's own server is refused before anybody comes")
    func refusedChaos() {
        var scenario = scenario(bots: 2, seconds: 1)
        scenario.chaos = [Chaos(atSeconds: 0.5, kind: .kill)]
        let bots = SocketBots(scenario, game: AnyGame(Orbit.self))
        #expect(throws: SocketFailure.foreignServer("kill")) {
            try bots.run(against: ["ws://127.0.0.1:9"])
        }
    }

    @Test("whoever asks to stop gets a report of what there was, and asked twice none")
    func stopping() throws {
        let controls = RunControls()
        let report = try play(scenario(bots: 4, seconds: 600), controls: controls) { status, _ in
            if status.seconds > 1.5 { controls.stop() }
        }
        #expect(report.counters["seats.at.end"] == 4, "\(report.counters)")
        #expect(report.seconds < 60)
        let hasty = RunControls()
        #expect(throws: SocketFailure.interrupted) {
            try play(scenario(bots: 4, seconds: 600), controls: hasty) { _, _ in
                hasty.stop()
                hasty.stop()
            }
        }
    }

    @Test("while arrivals are paused nobody comes")
    func paused() throws {
        let controls = RunControls()
        controls.isPaused = true
        let present = Locked<[Int]>([])
        let report = try play(scenario(bots: 4, seconds: 4), controls: controls) { status, _ in
            present.withLock { $0.append(status.present) }
            if status.seconds > 1.5 { controls.isPaused = false }
        }
        #expect(present.withLock { $0.first } == 0)
        #expect(report.counters["seats.at.end"] == 4, "\(report.counters)")
    }
}
