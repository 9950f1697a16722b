extension Tree {
    /// `{bots: 8, to: 2s}`, or a list of such.
    func arrivals() throws(ScenarioFault) -> [Arrivals] {
        var all: [Arrivals] = []
        for item in try items("arrivals") { all.append(try item.oneArrivals()) }
        return all
    }

    private func oneArrivals() throws(ScenarioFault) -> Arrivals {
        let fields = try Fields(self, "arrivals", ScenarioKeys.arrivals)
        try checkTogether(fields)
        let times = 0.0...86_400
        let from = try (fields["from"] ?? fields["at"])?.seconds("from", times) ?? 0
        let end = try fields["to"]?.seconds("to", times)
        if let end, end <= from, let to = fields["to"] {
            throw to.fault(
                "\"to\" must be later than \"from\"; write {at: \(from.plainTime), bots: …} "
                    + "when all come at once")
        }
        if let bots = fields["bots"] {
            let number = try bots.whole("bots", 1...ScenarioLimits.arrivals)
            return Arrivals(fromSeconds: from, toSeconds: end ?? from, bots: number)
        }
        let rates = try fields.need("rate", "rate: 5/s, or bots: 8").rates()
        guard let end else {
            throw fault("\"rate\" needs \"to\"; for example {from: 0s, to: 10s, rate: 5/s}")
        }
        return Arrivals(fromSeconds: from, toSeconds: end, rates: rates)
    }

    private func checkTogether(_ fields: Fields) throws(ScenarioFault) {
        for (key, others) in [("rate", ["bots", "at"]), ("at", ["from", "to"])] {
            for other in others where fields[key] != nil && fields[other] != nil {
                throw ScenarioFault(
                    max(fields.place(of: key), fields.place(of: other)),
                    "\"\(key)\" and \"\(other)\" do not go together; keep one")
            }
        }
    }

    /// `5/s`, or `[1/s, 20/s]`: ever faster.
    private func rates() throws(ScenarioFault) -> (Double, Double) {
        guard case .list(let items) = content else {
            let rate = try rate("rate")
            return (rate, rate)
        }
        guard items.count == 2 else {
            throw fault("\"rate\" must be one rate, or [first, last], not \(items.count) of them")
        }
        return (try items[0].rate("rate"), try items[1].rate("rate"))
    }

    /// Whether all come before the end, and not too many.
    func checkArrivals(of scenario: Scenario) throws(ScenarioFault) {
        var total = 0
        for (item, arrivals) in zip(try items("arrivals"), scenario.arrivals) {
            guard max(arrivals.fromSeconds, arrivals.toSeconds) <= scenario.seconds else {
                throw item.fault(
                    "these bots come until \(arrivals.toSeconds.plainTime), after the end at "
                        + "\(scenario.seconds.plainTime); make \"for\" longer")
            }
            total += arrivals.count
            guard total <= ScenarioLimits.arrivals else {
                throw item.fault("more than \(ScenarioLimits.arrivals) bots come; let fewer come")
            }
        }
        guard total > 0 else { throw fault("nobody comes; raise \"rate\"") }
    }
}
