import Testing
import UmpireScenario

@Suite("When bots come") struct ArrivalTimesTests {
    func times(_ arrivals: Arrivals...) -> [UInt64] {
        var scenario = Scenario()
        scenario.arrivals = arrivals
        return scenario.arrivalTimes()
    }

    @Test("an even stream comes at the middle of each bot's time") func even() {
        let found = times(Arrivals(fromSeconds: 1, toSeconds: 3, bots: 4))
        #expect(found == [1_250_000_000, 1_750_000_000, 2_250_000_000, 2_750_000_000])
    }

    @Test("a burst comes at once, in its order among the others") func burst() {
        let found = times(
            Arrivals(fromSeconds: 2, toSeconds: 2, bots: 3),
            Arrivals(fromSeconds: 0, toSeconds: 4, rates: (0.5, 0.5)))
        #expect(found == [1, 2, 2, 2, 3].map { $0 * 1_000_000_000 })
    }

    @Test(
        "so many come as the rate's integral says, at every time",
        arguments: [
            (0.0, 20.0), (20, 0), (1, 20), (7.3, 7.3), (0.01, 0.2), (500, 3), (3, 3.000_001),
        ])
    func ramp(first: Double, last: Double) {
        let arrivals = Arrivals(fromSeconds: 5, toSeconds: 35, rates: (first, last))
        let found = times(arrivals)
        #expect(found.count == Int((30 * (first + last) / 2).rounded()))
        #expect(found == found.sorted())
        let errors = found.enumerated().map { index, time in
            let t = Double(time) / 1e9 - 5
            let integral = first * t + (last - first) / 60 * t * t
            return (integral - Double(index) - 0.5).magnitude
        }
        #expect(errors.max() ?? 0 < 1e-5)
    }

    @Test("no stream drifts, however long") func drift() {
        let found = times(Arrivals(fromSeconds: 0, toSeconds: 86_400, rates: (10, 10)))
        #expect(found.count == 864_000)
        #expect(found.last == 86_399_950_000_000)
    }

    @Test("nobody comes at a rate of nothing, and a million is the most") func bounds() {
        #expect(times(Arrivals(fromSeconds: 0, toSeconds: 9, rates: (0, 0))).isEmpty)
        #expect(times(Arrivals(fromSeconds: 9, toSeconds: 0, rates: (5, 5))).isEmpty)
        #expect(times(Arrivals(fromSeconds: 0, toSeconds: .nan, rates: (5, 5))).isEmpty)
        #expect(
            times(Arrivals(fromSeconds: 0, toSeconds: 9, rates: (.infinity, 1))).count <= 1_000_000)
        #expect(times(Arrivals(fromSeconds: 0, toSeconds: 9, rates: (-9, 1))).isEmpty)
        #expect(times(Arrivals(fromSeconds: .nan, toSeconds: .nan, bots: 2)) == [0, 0])
        let most = Arrivals(fromSeconds: 0, toSeconds: 0, bots: .max)
        #expect(times(most, most).count == 1_000_000)
    }
}
