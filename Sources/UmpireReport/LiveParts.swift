/// The parts of a frame, each as lines.
struct LiveParts {
    let input: LiveInput
    let style: LiveStyle

    var expectationCount: Int { input.expectations.count }

    /// The column at which numbers end.
    static let edge = 64

    /// Lines for the heading, what does not hold, and a word on the rest; a few more when that is
    /// little.
    var leastExpectationLines: Int {
        guard expectationCount > 0 else { return 0 }
        let open = input.expectations.count { $0.standing != .held }
        return 1 + min(expectationCount, max(3, open + 1))
    }

    // MARK: title and crowd

    /// What runs, how far it is, and a bar of it.
    func title(width: Int) -> [LiveLine] {
        var clock =
            "\(LiveParts.clock(input.elapsedSeconds)) of "
            + LiveParts.clock(input.totalSeconds)
        if let speed = input.speed { clock += ", \(Quantity.decimal(speed, 0)) × real time" }
        let about = " · \(LiveLine.safe(input.mode, within: 40)) · seed \(input.seed)"
        let room = max(8, width - clock.count - 1)
        var line = LiveLine()
        let nameRoom = max(8, room - LiveLine.width(of: about))
        line.add(LiveLine.safe(input.name, within: nameRoom), .heading)
        line.add(LiveLine.safe(about, within: max(0, room - line.width)))
        line.add(clock, endingAt: width)
        let share = input.totalSeconds > 0 ? input.elapsedSeconds / input.totalSeconds : 0
        let bar = LiveSparkline.bar(share, width: width, isUnicode: style.isUnicode)
        return [line, LiveLine(drawn: bar)]
    }

    /// Who is there and who comes.
    func crowd(width: Int) -> [LiveLine] {
        var line = LiveLine("\(Quantity.count(input.seated)) seated", .heading)
        line.add(" of \(Quantity.count(input.present)) bots present")
        line.add(" · \(Quantity.decimal(input.arrivalsPerSecond, 1)) arrivals/s")
        if input.rateFactor != 1 { line.add(" × \(Quantity.decimal(input.rateFactor, 2))") }
        if input.isWaiting {
            line = LiveLine("The server still holds seats: waiting until it lets go.", .heading)
        } else if input.isEnding {
            line.add(" · saying goodbye", .heading)
        } else if input.isPaused {
            line.add(" · arrivals paused", .heading)
        }
        guard input.isGeneratorLate else { return [line] }
        return [line, LiveLine("The bots' own machine is late: use fewer bots.", .bad)]
    }

    // MARK: numbers

    /// The percentiles; columns of ten, so that they stand still while numbers change.
    func table(width: Int) -> [LiveLine] {
        guard !input.rows.isEmpty else { return [] }
        let first = min(LiveParts.edge, width) - 40
        var lines = [LiveLine("")]
        for (index, name) in ["count", "p50", "p99", "max"].enumerated() {
            lines[0].add(name, endingAt: first + 10 * (index + 1))
        }
        for row in input.rows {
            var line = LiveLine(row.name)
            let times =
                row.count == 0
                ? ["-", "-", "-"] : [row.p50, row.p99, row.max].map { Quantity.time($0) }
            for (index, text) in ([Quantity.count(row.count)] + times).enumerated() {
                line.add(text, endingAt: first + 10 * (index + 1))
            }
            lines.append(line)
        }
        return lines
    }

    /// The newest value of each series, and its last minute.
    func sparklines(width: Int) -> [LiveLine] {
        input.series.map { series in
            var line = LiveLine(series.name)
            let newest = series.values.last.flatMap { $0 }
            line.add(
                newest.map { Quantity.text($0.rounded(), series.kind) } ?? "-", endingAt: 24)
            line.add("  ")
            let columns = max(0, min(60, width - line.width))
            let bars = LiveSparkline.text(
                series.values, width: columns, isUnicode: style.isUnicode)
            line.append(LiveLine(drawn: bars))
            return line
        }
    }

    /// The counters, in as many lines as they need.
    func counters(width: Int) -> [LiveLine] {
        var lines: [LiveLine] = []
        for counter in input.counters {
            let text = "\(counter.name) \(Quantity.count(counter.value))"
            let tone: LiveStyle.Tone = counter.isBad && counter.value > 0 ? .bad : .plain
            if let last = lines.indices.last, lines[last].width + 3 + text.count <= width {
                lines[last].add("   ")
                lines[last].add(text, tone)
            } else {
                lines.append(LiveLine(text, tone))
            }
        }
        return lines
    }

    // MARK: expectations and keys

    /// How the expectations stand; those in danger first when not all have a line.
    func expectations(width: Int, height: Int) -> [LiveLine] {
        let all = input.expectations
        guard !all.isEmpty, height > 0 else { return [] }
        let held = all.count { $0.standing == .held }
        var heading = LiveLine("expectations", .heading)
        heading.add(" · \(held) of \(all.count) held so far")
        let room = height - 1
        guard all.count > room else {
            return [heading] + all.map { line($0, width: width) }
        }
        let order: [LiveInput.Standing] = [.broken, .notYet, .held]
        let sorted = order.flatMap { standing in all.filter { $0.standing == standing } }
        let shown = sorted.prefix(max(0, room - 1))
        let rest = sorted.dropFirst(shown.count)
        var lines = [heading] + shown.map { line($0, width: width) }
        if room > 0 {
            let restHeld = rest.count { $0.standing == .held }
            let what = restHeld == rest.count ? "all held" : "\(restHeld) held"
            lines.append(LiveLine("and \(rest.count) more, \(what)"))
        }
        return lines
    }

    private func line(_ expected: LiveInput.Expected, width: Int) -> LiveLine {
        let column = min(LiveParts.edge, width)
        var line = LiveLine(expected.standing.rawValue, expected.standing.tone)
        line.fill(to: 9)
        let room = max(4, column - 9 - expected.value.count - 1)
        line.add(LiveLine.safe(expected.text, within: room))
        line.add(expected.value, endingAt: column)
        return line
    }

    /// What can be pressed.
    func keys(width: Int) -> [LiveLine] {
        guard input.takesKeys else { return [LiveLine("Ctrl-C ends")] }
        if input.isEnding { return [LiveLine("Ctrl-C again ends at once")] }
        let space = input.isPaused ? "let bots arrive" : "pause arrivals"
        return [LiveLine("+ - arrival rate   space \(space)   q end")]
    }

    /// Minutes and seconds, with hours where there are any: `1:05`, `1:00:00`.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)))
        let parts = [whole / 3_600, whole / 60 % 60, whole % 60]
        let shown = parts[0] > 0 ? parts : Array(parts.dropFirst())
        return shown.enumerated().map { index, part in
            index > 0 && part < 10 ? "0\(part)" : "\(part)"
        }.joined(separator: ":")
    }
}
