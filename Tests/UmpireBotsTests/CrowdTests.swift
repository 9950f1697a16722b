import Testing
import UmpireBasics
import UmpireGame
import UmpireNetwork
import UmpireProtocol
import UmpireReport
import UmpireScenario

@testable import UmpireBots

@Suite("a crowd without network")
struct CrowdTests {
    private let start = Instant(nanoseconds: 1_000_000_000)

    @Test("the same seed and calls give the same orders, another seed others")
    func determinism() {
        var scenario = Scenario.some(8, seconds: 4, seed: 31)
        scenario.brains = [Share(2, .default), Share(1, .monkey), Share(1, .hostile)]
        func log(_ scenario: Scenario) -> [String] {
            var line = DirectLine(scenario)
            line.run(toSecond: 5)
            return line.log
        }
        let first = log(scenario)
        #expect(first.count > 500)
        #expect(log(scenario) == first)
        scenario.seed = 32
        #expect(log(scenario) != first)
    }

    @Test("brains and networks are dealt out by their shares")
    func shares() {
        var scenario = Scenario.some(400, seconds: 30, seed: 33)
        let good = NetworkProfile(name: "good")
        let poor = NetworkProfile(name: "poor", rttMilliseconds: 300)
        scenario.networks = [Share(3, good), Share(1, poor), Share(0, NetworkProfile(name: "no"))]
        scenario.brains = [Share(1, .idle), Share(0.25, .monkey)]
        var crowd = Crowd(scenario, game: AnyGame(Orbit.self), start: start, ownsServer: false)
        crowd.wake(at: start.advanced(byMilliseconds: 1_000))
        let profiles = crowd.orders.list.map { order in
            if case .open(_, let profile) = order { profile.name } else { "" }
        }
        #expect(profiles.count == 400)
        #expect((298...302).contains(profiles.count { $0 == "good" }))
        #expect((98...102).contains(profiles.count { $0 == "poor" }))
        let monkeys = crowd.bots.indices.count { crowd.bots[$0].brain == 1 }
        #expect((78...82).contains(monkeys))
    }

    @Test("bots that should have come more than a second ago are counted, not made up for")
    func lateArrivals() {
        let scenario = Scenario.some(10, seconds: 30, seed: 34)
        var crowd = Crowd(scenario, game: AnyGame(Orbit.self), start: start, ownsServer: false)
        crowd.wake(at: start.advanced(byMilliseconds: 1_500))
        #expect(crowd.measures.counter(.arrivals) == 5)
        #expect(crowd.measures.counter(.arrivalsDropped) == 5)
        #expect(crowd.measures.distribution(.generatorLateness).max > 1_000_000)
    }

    @Test("a server that sleeps slows neither arrivals nor inputs, and the wait is counted")
    func openModel() {
        var scenario = Scenario.some(4, seconds: 30, seed: 35)
        scenario.arrivals.append(Arrivals(fromSeconds: 3, toSeconds: 5, bots: 4))
        var line = DirectLine(scenario)
        line.run(toSecond: 3)
        let before = line.crowd.measures
        line.run(toSecond: 5, serverSleeps: true)
        let after = line.crowd.measures
        #expect(after.counter(.arrivals) == 8)
        #expect((357...362).contains(after.counter(.inputs) - before.counter(.inputs)))
        line.run(toSecond: 6)
        #expect(line.crowd.measures.distribution(.inputToEffect).max > 1_900_000)
    }

    @Test("a generator that was late sends one input, and says how late all of them were")
    func lateInputs() {
        var line = DirectLine(.some(1, seconds: 30, seed: 36))
        line.run(toSecond: 3)
        let before = line.crowd.measures
        line.crowd.wake(at: line.now.advanced(byMilliseconds: 500))
        #expect(line.crowd.measures.counter(.inputs) == before.counter(.inputs) + 1)
        let lateness = line.crowd.measures.distribution(.generatorLateness)
        #expect((14...17).contains(lateness.count - before.counter(.generatorLateness)))
        #expect(lateness.max > 450_000)
    }

    @Test("a wrong hash is seen as a mismatch, and the bot asks for a keyframe")
    func plantedFault() {
        var line = DirectLine(.some(2, seconds: 20, seed: 37))
        line.run(toSecond: 3)
        #expect(line.crowd.measures.counter(.mismatches) == 0)
        var isPlanted = false
        line.tamper = { frame in
            // Only frames with the flag of a hash, once.
            guard !isPlanted, frame.count > 15, frame[0] == 2, frame[9] & 1 == 1 else { return }
            isPlanted = true
            // Behind the predecessor's age, if there is one.
            frame[frame[9] & 2 == 0 ? 10 : 11] ^= 1
        }
        line.run(toSecond: 10)
        #expect(line.crowd.measures.counter(.mismatches) == 1)
        #expect(line.crowd.measures.counter(.resyncs) == 1)
        #expect(line.crowd.measures.counter(.returns) == 0)
        #expect(line.crowd.measures.counter(.closes) == 0)
        #expect(line.crowd.measures.counter(.refusals) == 0)
        #expect(line.crowd.status(at: line.now).seated == 2)
    }

    @Test("three minutes of coming and going leave no memory behind")
    func churn() {
        var scenario = Scenario.some(6, seconds: 200, seed: 38)
        scenario.brains = [Share(5, .idle), Share(1, .hostile)]
        scenario.stay = .uniform(500, 2_000)
        scenario.rejoinShare = 1
        var line = DirectLine(scenario)
        line.run(toSecond: 30)
        let early = line.crowd.memoryCounts
        line.run(toSecond: 180)
        let late = line.crowd.memoryCounts
        #expect(line.crowd.measures.counter(.arrivals) > 400)
        for (name, count) in late {
            #expect(count <= (early[name] ?? 0) + 20, "\(name): \(early[name] ?? 0) to \(count)")
        }
    }

    @Test("everybody leaves when it is stopped, and there is nothing more to do")
    func stopping() {
        var line = DirectLine(.some(5, seconds: 60, seed: 39))
        line.run(toSecond: 4)
        line.crowd.stop(at: line.now)
        let closes = line.crowd.orders.list.count { order in
            if case .close(_, .normal) = order { true } else { false }
        }
        #expect(closes == 5 && line.crowd.isOver && line.crowd.nextWake == nil)
        #expect(line.crowd.measures.counter(.seatsAtEnd) == 5)
        #expect(line.crowd.status(at: line.now).present == 0)
        #expect(line.crowd.status(at: line.now).stage == .over)
    }
}
