import UmpireBasics
import UmpireReplay

/// What `replay verify` says about one recording.
struct ReplayReport {
    let text: String
    let isGood: Bool

    init(_ finding: ReplayFinding, tickRate: Int, game: String, took: Duration) {
        switch finding {
        case .holds(let ticks, let finalHash, let verdict):
            let length = ReplayReport.length(ticks, tickRate)
            let speed = ReplayReport.speed(ticks, tickRate, took)
            let ending = verdict.map { "; \($0.reason)" } ?? "; broken off"
            text =
                "all \(ticks) hashes hold (\(length)\(ending)), "
                + "final hash \(String(finalHash, radix: 16)), \(speed)"
            isGood = true
        case .incomplete(let ticks):
            text =
                "all \(ticks) hashes hold, then the file ends without an end record: "
                + "the server was stopped hard, or is still writing"
            isGood = true
        case .differs(let tick, let recorded, let computed):
            text =
                "DIFFERS at tick \(tick): recorded hash \(String(recorded, radix: 16)), "
                + "computed \(String(computed, radix: 16))"
            isGood = false
        case .verdictDiffers(let recorded, let computed):
            text =
                "the states hold, but the VERDICT DIFFERS: recorded "
                + "\(recorded?.reason ?? "none"), computed \(computed?.reason ?? "none")"
            isGood = false
        case .damaged(let error):
            text = "DAMAGED: \(ReplayReport.text(error))"
            isGood = false
        case .otherGame(let name):
            text = "a recording of \(name), not of \(game); use that game's program"
            isGood = false
        case .otherSchema(let recorded, let expected):
            text =
                "recorded by another version of \(game) (schema \(String(recorded, radix: 16)), "
                + "here \(String(expected, radix: 16))); verify it with that version"
            isGood = false
        }
    }

    /// A duration such as `2 min 5 s`.
    static func length(_ ticks: Int, _ tickRate: Int) -> String {
        let seconds = ticks / tickRate
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    /// Where and why a file cannot be read.
    static func text(_ error: ReplayError) -> String {
        let ticks =
            error.firstTick == error.lastTick
            ? "tick \(error.firstTick)" : "ticks \(error.firstTick) to \(error.lastTick)"
        let what =
            switch error.fault {
            case .notARecording: "this is no recording"
            case .unknownVersion(let version): "version \(version) is not read here"
            case .truncatedHeader: "the file ends within its header"
            case .badHeader: "the header is not valid"
            case .checksum: "the bytes are not those that were written"
            case .unknownRecord(let kind): "a record has the unknown kind \(kind)"
            case .unexpectedTick(let tick): "a record begins at tick \(tick)"
            case .otherGame: "seats or inputs are not this game's"
            case .badTick(let error): "the bits of a tick cannot be read (\(error))"
            case .badEnd: "the end record is not valid"
            case .trailingBytes(let count): "\(count) bytes follow the end"
            }
        return "\(what), at byte \(error.offset), \(ticks)"
    }

    private static func speed(_ ticks: Int, _ tickRate: Int, _ took: Duration) -> String {
        let parts = took.components
        let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        guard seconds > 0 else { return "at once" }
        return "\(Int(Double(ticks) / Double(tickRate) / seconds)) times real time"
    }
}
