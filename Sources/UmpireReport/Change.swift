import UmpireScenario

/// A number of a metric before and after.
struct Change {
    enum Judgement {
        case better, worse, neither
    }

    let metric: Metric
    let before: Double
    let after: Double

    init(_ metric: Metric, _ before: Double, _ after: Double) {
        self.metric = metric
        self.before = before
        self.after = after
    }

    func cell(_ value: Double) -> String { Quantity.cell(value, kind) }

    /// Counters of bytes are sizes.
    private var kind: Metric.Kind {
        metric == .bytesUp || metric == .bytesDown ? .bytes : metric.kind
    }

    var difference: String {
        let difference = after - before
        guard difference != 0 else { return "=" }
        return (difference > 0 ? "+" : "-") + Quantity.text(difference.magnitude, kind)
    }

    /// Empty where there is nothing to be a hundredth of.
    var percent: String {
        guard before != 0, after != before else { return "" }
        let percent = 100 * (after - before) / before
        return (percent > 0 ? "+" : "") + Quantity.decimal(percent, 1) + " %"
    }

    /// A change of less than 2 % of a measured time or size is as good as none: two equal runs
    /// differ by as much.
    var judgement: Judgement {
        guard let isMoreBetter = metric.isMoreBetter, before != after else { return .neither }
        let difference = after - before
        if metric.kind != .counter, difference.magnitude < 0.02 * before.magnitude {
            return .neither
        }
        return (difference > 0) == isMoreBetter ? .better : .worse
    }
}

extension Metric {
    /// Whether more of it is better; nil for what only tells how much there was.
    var isMoreBetter: Bool? {
        switch self {
        case .connect, .join, .ticketToMatch, .inputToEffect, .snapshotGap, .snapshotAge,
            .returnTime, .generatorLateness, .deltaBytes, .keyframeBytes, .ticksMissed:
            false
        case .arrivalsDropped, .connectionsFailed, .seatsMissing, .returnsStray, .breaks,
            .inputsLate, .snapshotsLate, .resyncs, .mismatches, .refusals, .closes, .bytesUp,
            .bytesDown, .leftBehind:
            false
        case .seatsAtEnd: true
        case .inputLead, .hashChecks, .verdicts, .arrivals, .connections, .seats, .returns, .drops,
            .inputs, .snapshots,
            .cues, .hostileCloses, .framesUp, .framesDown:
            nil
        }
    }
}
