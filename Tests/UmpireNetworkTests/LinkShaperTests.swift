import Testing
import UmpireBasics
import UmpireNetwork

@Suite("links of players' networks")
struct LinkShaperTests {
    private func instant(_ milliseconds: Double) -> Instant {
        Instant(nanoseconds: UInt64(milliseconds * 1_000_000))
    }

    private func milliseconds(_ instant: Instant) -> Double {
        Double(instant.nanoseconds) / 1_000_000
    }

    @Test("what is sent arrives after half the time there and back")
    func latency() {
        var link = LinkShaper(NetworkProfile(rttMilliseconds: 80), seed: 1, at: .zero)
        #expect(milliseconds(link.arrival(ofBytes: 100, at: instant(5))) == 45)
        #expect(link.unsentBytes(at: instant(5)) == 0, "on its way is not unsent")
        #expect(link.drained(after: instant(5)) == nil)
    }

    @Test("nothing overtakes, whatever the jitter", arguments: 1...5 as ClosedRange<UInt64>)
    func order(_ seed: UInt64) {
        var profile = NetworkProfile(rttMilliseconds: 30)
        profile.jitter = .pareto(least: 0, mean: 20)
        profile.bandwidthKbps = 400
        profile.stalls = NetworkProfile.Stalls(everySeconds: 1, length: .uniform(50, 300))
        var link = LinkShaper(profile, .down, seed: seed, at: .zero)
        var last = Instant.zero
        for step in 0..<2_000 {
            let now = instant(Double(step) * 7)
            let arrival = link.arrival(ofBytes: step % 300, at: now)
            #expect(arrival >= last && arrival >= now.advanced(byMilliseconds: 15), "seed \(seed)")
            last = arrival
        }
    }

    @Test("jitter has its mean in each direction")
    func jitter() {
        var profile = NetworkProfile()
        profile.jitter = .uniform(0, 10)
        var link = LinkShaper(profile, seed: 2, at: .zero)
        var sum = 0.0
        for step in 0..<5_000 {
            let now = Double(step) * 100
            sum += milliseconds(link.arrival(ofBytes: 1, at: instant(now))) - now
        }
        #expect((4.8...5.2).contains(sum / 5_000))
    }

    @Test("bytes pass at the rate of the line, and wait for it in the sender")
    func bandwidth() {
        var profile = NetworkProfile(rttMilliseconds: 20)
        profile.bandwidthKbps = 80  // 10 bytes a millisecond
        var link = LinkShaper(profile, seed: 3, at: .zero)
        #expect(milliseconds(link.arrival(ofBytes: 1_000, at: .zero)) == 110)
        #expect(milliseconds(link.arrival(ofBytes: 500, at: instant(10))) == 160)
        #expect(link.unsentBytes(at: instant(10)) == 1_500)
        #expect(link.unsentBytes(at: instant(100)) == 500)
        #expect(link.drained(after: instant(100)) == instant(150))
        #expect(link.unsentBytes(at: instant(150)) == 0)
        #expect(milliseconds(link.arrival(ofBytes: 10, at: instant(500))) == 511, "idle again")
    }

    @Test("in a stall nothing arrives, then everything at once; both directions stall together")
    func stalls() {
        var profile = NetworkProfile(rttMilliseconds: 20)
        profile.stalls = NetworkProfile.Stalls(everySeconds: 2, length: .constant(400))
        var up = LinkShaper(profile, .up, seed: 4, at: .zero)
        var down = LinkShaper(profile, .down, seed: 4, at: .zero)
        var stalled = 0
        var ends: Set<Instant> = []
        for step in 0..<6_000 {
            let now = instant(Double(step) * 10)
            let arrival = up.arrival(ofBytes: 10, at: now)
            #expect(down.arrival(ofBytes: 10, at: now) == arrival)
            guard arrival > now.advanced(byMilliseconds: 10) else { continue }
            stalled += 1
            ends.insert(arrival)
            #expect(up.unsentBytes(at: now) >= 10)
        }
        // A minute has about 60 / 2.4 of them, and each holds 40 packets.
        #expect((12...40).contains(ends.count), "\(ends.count)")
        #expect((38...41).contains(stalled / ends.count))
    }

    @Test("a slow reader reads at its rate, and only what comes down")
    func reading() {
        var profile = NetworkProfile(rttMilliseconds: 20)
        profile.readingKbps = 8  // a byte a millisecond
        var down = LinkShaper(profile, .down, seed: 5, at: .zero)
        var up = LinkShaper(profile, .up, seed: 5, at: .zero)
        #expect(milliseconds(down.arrival(ofBytes: 100, at: .zero)) == 110)
        #expect(milliseconds(down.arrival(ofBytes: 100, at: .zero)) == 210)
        #expect(down.unsentBytes(at: instant(50)) == 200)
        #expect(down.unsentBytes(at: instant(150)) == 100)
        #expect(milliseconds(up.arrival(ofBytes: 100, at: .zero)) == 10)
    }

    @Test("the same seed gives the same arrivals, another seed others")
    func determinism() {
        var profile = NetworkProfile(rttMilliseconds: 40)
        profile.jitter = .exponential(mean: 5)
        func arrivals(_ seed: UInt64) -> [Instant] {
            var link = LinkShaper(profile, seed: seed, at: .zero)
            return (0..<50).map { link.arrival(ofBytes: 9, at: instant(Double($0) * 20)) }
        }
        #expect(arrivals(7) == arrivals(7))
        #expect(arrivals(7) != arrivals(8))
    }
}
