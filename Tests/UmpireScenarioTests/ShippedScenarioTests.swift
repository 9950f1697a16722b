import Foundation
import Testing
import UmpireNetwork
import UmpireScenario

@Suite("The scenarios that come with the project") struct ShippedScenarioTests {
    @Test("every file in the folder is named here, and no other") func folder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Shipped.folder.path)
        let found = files.filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(found == Shipped.names.map { $0 + ".yaml" })
    }

    @Test("each can be read, says what it is for and expects something", arguments: Shipped.names)
    func reading(name: String) throws {
        let scenario = try Shipped.read(name)
        #expect(scenario.name == name)
        #expect(scenario.about.count > 20)
        #expect(scenario.expectations.count >= 5)
        #expect(scenario.arrivalTimes().count >= 16)
        #expect(name == "soak" || scenario.seconds <= 60)
        for expectation in scenario.expectations {
            let line = try Shipped.text(name).split(
                separator: "\n", omittingEmptySubsequences: false)[expectation.line - 1]
            #expect(line == "  - \(expectation.text)")
        }
    }

    @Test("each has a seed of its own") func seeds() throws {
        let seeds = try Shipped.names.map { try Shipped.read($0).seed }
        #expect(Set(seeds).count == Shipped.names.count)
    }

    @Test("smoke is read as meant") func smoke() throws {
        var meant = golden("smoke", seed: 1, seconds: 20, bots: 16, until: 3)
        meant.brains = [Share(60, .default), Share(20, .idle), Share(20, .monkey)]
        meant.networks = [Share(50, network("wire", 8)), Share(50, network("wifi", 30, 8))]
        try expect("smoke", meant)
        #expect(
            try Shipped.read("smoke").expectations.map(\.threshold) == [
                16, 16, 0, 100, 200, 500_000, 1_000_000, 250_000, 80_000, 250_000,
            ])
    }

    @Test("soak is read as meant") func soak() throws {
        var meant = golden("soak", seed: 2, seconds: 600, bots: 20, until: 10)
        meant.arrivals.append(Arrivals(fromSeconds: 10, toSeconds: 540, rates: (0.2, 0.2)))
        meant.mostBots = 200
        meant.stay = .exponential(mean: 40_000)
        meant.rejoinShare = 0.6
        meant.brains = [Share(70, .default), Share(20, .monkey), Share(10, .idle)]
        var wifi = network("wifi", 35)
        wifi.jitter = .normal(mean: 4, deviation: 3)
        var mobile = network("mobile", 80)
        mobile.jitter = .exponential(mean: 6)
        mobile.bandwidthKbps = 3_000
        mobile.stalls = NetworkProfile.Stalls(everySeconds: 30, length: .uniform(100, 600))
        mobile.flaps = NetworkProfile.Flaps(everySeconds: 60, kinds: [.reset, .fin])
        meant.networks = [Share(3, network("wire", 10)), Share(5, wifi), Share(2, mobile)]
        try expect("soak", meant)
    }

    @Test("newcomers is read as meant") func newcomers() throws {
        var meant = golden("newcomers", seed: 3, seconds: 30, bots: 20, until: 3)
        meant.arrivals.append(Arrivals(fromSeconds: 8, toSeconds: 8, bots: 300))
        meant.brains = [Share(50, .default), Share(50, .idle)]
        meant.networks = [Share(1, network("wire", 10)), Share(3, network("wifi", 40, 15))]
        meant.server.loops = 2
        try expect("newcomers", meant)
    }

    @Test("train-ride is read as meant") func trainRide() throws {
        var meant = golden("train-ride", seed: 4, seconds: 60, bots: 40, until: 5)
        meant.brains = [Share(90, .default), Share(10, .idle)]
        var train = network("train", 90)
        train.jitter = .pareto(least: 2, mean: 15)
        train.bandwidthKbps = 1_000
        train.stalls = NetworkProfile.Stalls(everySeconds: 10, length: .uniform(200, 2_000))
        train.flaps = NetworkProfile.Flaps(
            everySeconds: 20, kinds: [.reset, .fin, .blackHole])
        meant.networks = [Share(25, network("home", 25, 5)), Share(75, train)]
        try expect("train-ride", meant)
    }

    @Test("slow-readers is read as meant") func slowReaders() throws {
        var meant = golden("slow-readers", seed: 5, seconds: 40, bots: 24, until: 4)
        var slow = network("slow", 60)
        slow.readingKbps = 8
        var stuck = network("stuck", 60)
        stuck.flaps = NetworkProfile.Flaps(everySeconds: 10, kinds: [.stopReading])
        meant.networks = [Share(4, network("wifi", 30, 8)), Share(1, slow), Share(1, stuck)]
        try expect("slow-readers", meant)
    }

    @Test("hostile-crowd is read as meant") func hostileCrowd() throws {
        var meant = golden("hostile-crowd", seed: 6, seconds: 30, bots: 48, until: 4)
        meant.brains = [Share(50, .default), Share(16, .idle), Share(34, .hostile)]
        meant.networks = [Share(1, network("wire", 10)), Share(2, network("wifi", 30, 8))]
        try expect("hostile-crowd", meant)
    }

    @Test("everybody-returns and deploy are read as meant") func chaos() throws {
        let networks = [Share(1, network("wire", 10)), Share(2, network("wifi", 35, 10))]
        var returns = golden("everybody-returns", seed: 7, seconds: 40, bots: 100, until: 5)
        returns.networks = networks
        returns.chaos = [Chaos(atSeconds: 15, kind: .cut(share: 1, .reset))]
        try expect("everybody-returns", returns)
        var deploy = golden("deploy", seed: 8, seconds: 50, bots: 32, until: 4)
        deploy.networks = networks
        deploy.chaos = [Chaos(atSeconds: 12, kind: .drain), Chaos(atSeconds: 28, kind: .kill)]
        try expect("deploy", deploy)
        #expect(deploy.chaos.map(\.needsOwnServer) == [true, true])
        #expect(returns.chaos.map(\.needsOwnServer) == [false])
    }

    private func golden(
        _ name: String, seed: UInt64, seconds: Double, bots: Int, until: Double
    ) -> Scenario {
        var scenario = Scenario()
        scenario.name = name
        scenario.seed = seed
        scenario.seconds = seconds
        scenario.arrivals = [Arrivals(fromSeconds: 0, toSeconds: until, bots: bots)]
        return scenario
    }

    private func network(_ name: String, _ rtt: Double, _ jitter: Double = 0) -> NetworkProfile {
        var profile = NetworkProfile(name: name, rttMilliseconds: rtt)
        profile.jitter = jitter == 0 ? .none : .uniform(0, jitter)
        return profile
    }

    /// Everything but prose and expectations.
    private func expect(
        _ name: String, _ meant: Scenario, _ location: SourceLocation = #_sourceLocation
    ) throws {
        var found = try Shipped.read(name)
        found.about = ""
        found.expectations = []
        #expect(found == meant, sourceLocation: location)
    }
}
