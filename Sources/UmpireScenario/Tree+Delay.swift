internal import UmpireNetwork

extension Tree {
    /// A length of time by chance: `20ms`, `0ms..8ms`, or a map with a distribution's name.
    func delay(_ key: String, most: Double) throws(ScenarioFault) -> Delay {
        let range = 0...most
        guard case .map = content else { return try plainDelay(key, range) }
        let fields = try Fields(self, key, ScenarioKeys.delays)
        guard case .map(let members) = content, members.count == 1 else {
            throw fault("\"\(key)\" must have one distribution; keep one")
        }
        func milliseconds(_ fields: Fields, _ key: String) throws(ScenarioFault) -> Double {
            try fields.need(key, "\(key): 20ms").seconds(key, range) * 1_000
        }
        if let normal = fields["normal"] {
            let numbers = try Fields(normal, "normal", ScenarioKeys.normal)
            return .normal(
                mean: try milliseconds(numbers, "mean"),
                deviation: try milliseconds(numbers, "deviation"))
        }
        if let exponential = fields["exponential"] {
            if case .text = exponential.content {
                return .exponential(mean: try exponential.seconds("exponential", range) * 1_000)
            }
            let numbers = try Fields(exponential, "exponential", ScenarioKeys.exponential)
            return .exponential(mean: try milliseconds(numbers, "mean"))
        }
        let pareto = try fields.need("pareto", "pareto: {least: 5ms, mean: 20ms}")
        let numbers = try Fields(pareto, "pareto", ScenarioKeys.pareto)
        let least = try milliseconds(numbers, "least")
        let mean = try milliseconds(numbers, "mean")
        guard least <= mean else { throw pareto.fault("\"mean\" must be at least \"least\"") }
        return .pareto(least: least, mean: mean)
    }

    private func plainDelay(
        _ key: String, _ range: ClosedRange<Double>
    ) throws(ScenarioFault) -> Delay {
        guard case .text(let text) = content else {
            throw mismatch(key, "a time, or two like 20ms..40ms, or a map with a distribution")
        }
        // At most three parts, so that a file of dots stays cheap.
        let parts = text.split(separator: "..", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            let time = try seconds(key, range) * 1_000
            return time == 0 ? .none : .constant(time)
        }
        func milliseconds(_ part: Substring) throws(ScenarioFault) -> Double {
            try Tree(content: .text(String(part)), place: place).seconds(key, range) * 1_000
        }
        let (low, high) = (try milliseconds(parts[0]), try milliseconds(parts[1]))
        guard low <= high else {
            throw fault("\"\(key)\" runs backwards; write the shorter time first")
        }
        return .uniform(low, high)
    }
}
