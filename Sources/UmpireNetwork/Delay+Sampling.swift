public import UmpireBasics

extension Delay {
    /// The longest delay, in milliseconds: an hour.
    private static let most = 3_600_000.0

    /// A length by chance, in nanoseconds; the same words give the same length on every machine.
    ///
    /// Made of `+ - * /` and square roots alone, which are the same everywhere; libm is not.
    public func nanoseconds(_ random: inout GameRandom) -> UInt64 {
        switch self {
        case .none: return 0
        case .constant(let milliseconds): return Delay.nanoseconds(milliseconds)
        case .uniform(let least, let most):
            return Delay.nanoseconds(least + Delay.unit(&random) * (most - least))
        case .normal(let mean, let deviation):
            return Delay.nanoseconds(mean + deviation * Delay.normal(&random))
        case .exponential(let mean):
            return Delay.nanoseconds(mean * Delay.exponential(&random))
        case .pareto(let least, let mean):
            // A Pareto distribution of the second kind (Lomax) with shape 2, moved by `least`: its
            // mean is its scale.
            let tail = 1 / Delay.unit(&random).squareRoot() - 1
            return Delay.nanoseconds(least + (mean - least) * tail)
        }
    }

    /// How long it is on average, in milliseconds; of a normal one, without the cut at 0.
    public var meanMilliseconds: Double {
        switch self {
        case .none: 0
        case .constant(let milliseconds): milliseconds
        case .uniform(let least, let most): (least + most) / 2
        case .normal(let mean, _), .exponential(let mean), .pareto(_, let mean): mean
        }
    }

    static func nanoseconds(_ milliseconds: Double) -> UInt64 {
        // A comparison that is false for what is no number.
        milliseconds > 0 ? UInt64(min(milliseconds, most) * 1_000_000) : 0
    }

    /// One of 2³² numbers, above 0 and up to 1.
    private static func unit(_ random: inout GameRandom) -> Double {
        (Double(random.word()) + 1) / 4_294_967_296
    }

    /// Around 0 with the deviation 1: twelve even numbers have the variance 1 and reach to ±6.
    private static func normal(_ random: inout GameRandom) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit(&random) }
        return sum
    }

    /// With the mean 1: the negative natural logarithm of an even number.
    private static func exponential(_ random: inout GameRandom) -> Double {
        let value = unit(&random)
        // value = significand / 2^shift with a significand in 1..<2.
        let z = (value.significand - 1) / (value.significand + 1)
        // ln m = 2 (z + z³/3 + z⁵/5 + …); z is below 1/3, so eight terms give nine digits.
        let square = z * z
        var power = z
        var sum = 0.0
        for term in 0..<8 {
            sum += power / Double(2 * term + 1)
            power *= square
        }
        let logarithmOfTwo = 0.693_147_180_559_945_3
        return max(0, -Double(value.exponent) * logarithmOfTwo - 2 * sum)
    }
}
