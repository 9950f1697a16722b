import Testing
import UmpireBasics
import UmpireNetwork

@Suite("delays by chance")
struct DelayTests {
    private func sample(_ delay: Delay, seed: UInt64, count: Int = 20_000) -> [Double] {
        var random = GameRandom(seed: seed)
        return (0..<count).map { _ in Double(delay.nanoseconds(&random)) / 1_000_000 }
    }

    @Test(
        "the mean is the one that was asked for",
        arguments: [
            (.constant(7), 0.001), (.uniform(2, 12), 0.1), (.normal(mean: 50, deviation: 5), 0.2),
            (.exponential(mean: 20), 0.6),
        ] as [(Delay, Double)])
    func means(_ delay: Delay, _ tolerance: Double) {
        let values = sample(delay, seed: 1)
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(abs(mean - delay.meanMilliseconds) < tolerance, "\(delay): \(mean)")
    }

    @Test("a normal delay deviates as much as was asked for, and never below 0")
    func normal() {
        let values = sample(.normal(mean: 50, deviation: 5), seed: 2)
        let variance = values.reduce(0) { $0 + ($1 - 50) * ($1 - 50) } / Double(values.count)
        #expect((23...27).contains(variance), "\(variance)")
        #expect(sample(.normal(mean: 0, deviation: 5), seed: 2).allSatisfy { $0 >= 0 })
    }

    @Test("an exponential delay has its median at ln 2 and its tail at ln 100 of its mean")
    func exponential() {
        let values = sample(.exponential(mean: 100), seed: 3).sorted()
        #expect((66...73).contains(values[values.count / 2]))
        #expect((430...495).contains(values[values.count * 99 / 100]))
    }

    @Test("a Pareto delay has its least value, its median and its long tail")
    func pareto() {
        let values = sample(.pareto(least: 10, mean: 30), seed: 4).sorted()
        #expect((10...10.1).contains(values[0]))
        // least + scale · (√2 − 1), and least + scale · 9.
        #expect((17.9...18.7).contains(values[values.count / 2]))
        #expect((180...205).contains(values[values.count * 99 / 100]))
    }

    @Test("the same words give the same lengths, on every machine")
    func determinism() {
        var random = GameRandom(seed: 5)
        let exponential = Delay.exponential(mean: 1_000)
        let lengths = (0..<3).map { _ in exponential.nanoseconds(&random) }
        #expect(lengths == [2_539_940_490, 346_975_038, 1_570_411_430])
    }

    @Test(
        "numbers that are none, or too great, are no trap",
        arguments: [
            .constant(-1), .constant(.nan), .constant(.infinity), .uniform(5, 1),
            .exponential(mean: -3), .pareto(least: 9, mean: 1), .normal(mean: .nan, deviation: 1),
        ] as [Delay])
    func oddities(_ delay: Delay) {
        #expect(sample(delay, seed: 6, count: 500).allSatisfy { (0...3_600_000).contains($0) })
    }
}
