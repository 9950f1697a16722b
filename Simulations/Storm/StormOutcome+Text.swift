extension StormOutcome {
    /// What came of it, for people.
    var text: String {
        var lines: [String] = []
        if let violation {
            lines.append("BROKEN at \(StormOutcome.short(violationSeconds)) s: \(violation)")
        } else {
            lines.append("everything holds")
        }
        lines.append(
            "\(events) events, \(inputs) inputs, \(compared) states compared, "
                + "\(tablesTaken) tables taken, "
                + "\(recordings) recordings verified, \(faultCount) faults, "
                + "\(StormOutcome.short(roomHours * 60)) room-minutes")
        lines.append("trace hash \(String(traceHash, radix: 16))")
        return lines.joined(separator: "\n")
    }

    /// A number with three digits behind the point.
    static func short(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }
}
