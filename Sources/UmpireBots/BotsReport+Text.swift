extension BotsReport: CustomStringConvertible {
    /// A table for a terminal, about 70 columns wide.
    public var description: String {
        var lines = [
            "\(options.players) bots, \(decimal(seconds, 1)) s, seed \(options.seed)"
                + (speed.map { ", \(decimal($0, 0)) times real time" } ?? ""), "",
            row("", "count", "p50", "p99", "max"),
        ]
        let times: [(String, Distribution)] = [
            ("connect", measures.connectTime), ("join", measures.joinTime),
            ("snapshot gap", measures.snapshotGap), ("input to effect", measures.inputToEffect),
            ("own lateness", measures.ownLateness),
        ]
        for (name, values) in times {
            lines.append(row(name, values, BotsReport.milliseconds))
        }
        for (name, values, unit) in [
            ("input lead", measures.inputLead, "ticks"), ("keyframe", measures.keyframeBytes, "B"),
            ("delta", measures.deltaBytes, "B"),
        ] {
            lines.append(row(name, values) { "\($0) \(unit)" })
        }
        lines += ["", "seats       \(measures.seatings) taken, \(playingAtEnd) held at the end"]
        if measures.drops + measures.returns > 0 {
            lines.append("drops       \(measures.drops), returns \(measures.returns)")
        }
        lines.append(
            "inputs      \(measures.inputs), "
                + "\(share(measures.lateInputs, of: measures.inputLead.count)) late")
        lines.append(
            "snapshots   \(measures.snapshots), "
                + "\(share(measures.lateSnapshots, of: measures.snapshotGap.count)) late")
        lines.append("cues        \(measures.cues), verdicts \(measures.verdicts)")
        if isGeneratorLate {
            lines.append("warning     the bots themselves were late; use fewer, or another machine")
        }
        lines.append(hasFailed ? "FAILED" : "passed")
        return (lines + failures.map { "  \($0)" }).joined(separator: "\n")
    }

    private func row(_ cells: String...) -> String {
        let widths = [17, 10, 12, 12, 12]
        var line = ""
        for (index, cell) in cells.enumerated() {
            let space = String(repeating: " ", count: max(1, widths[index] - cell.count))
            line += index == 0 ? cell + space : space + cell
        }
        return line
    }

    private func row(
        _ name: String, _ values: Distribution, _ format: (Int) -> String
    ) -> String {
        guard values.count > 0 else { return row(name, "0", "-", "-", "-") }
        return row(
            name, "\(values.count)", format(values.p50), format(values.p99), format(values.max))
    }

    private func share(_ count: Int, of whole: Int) -> String {
        whole == 0 ? "\(count)" : "\(count) (\(decimal(100 * Double(count) / Double(whole), 2)) %)"
    }

    /// Microseconds, shown in milliseconds.
    static func milliseconds(_ microseconds: Int) -> String {
        decimal(Double(microseconds) / 1_000, 2) + " ms"
    }

    private func decimal(_ value: Double, _ digits: Int) -> String {
        BotsReport.decimal(value, digits)
    }

    /// A number with so many digits behind the point.
    static func decimal(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        guard value.isFinite, value.magnitude * scale < 1e15 else { return "\(value)" }
        let whole = Int((value.magnitude * scale).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let part = "\(whole % Int(scale))"
        let zeros = String(repeating: "0", count: digits - part.count)
        return "\(sign)\(whole / Int(scale)).\(zeros)\(part)"
    }
}
