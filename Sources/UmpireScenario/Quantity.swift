/// A number with a unit, as people write it: `30s`, `250 ms`, `800 kbit/s`, `5/s`, `80 %`.
struct Quantity {
    /// The number; always finite.
    let number: Double
    /// What follows it, without the space between; empty when nothing does.
    let unit: String

    /// Nil when `text` does not begin with a number of at most 20 digits.
    init?(_ text: some StringProtocol) {
        let text = text.trimmed
        let numeral = text.prefix { $0.isASCII && ($0.isNumber || "+-.".contains($0)) }
        let digits = numeral.drop { "+-".contains($0) }.split(
            separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard numeral.count <= 20, (1...2).contains(digits.count),
            digits.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
            let number = Double(numeral)
        else { return nil }
        self.number = number
        unit = String(text[numeral.endIndex...].trimmed)
    }

    /// Seconds; nil when it is no time. Nothing is nothing in any unit.
    var seconds: Double? {
        switch unit {
        case "us", "µs", "μs": number / 1_000_000
        case "ms": number / 1_000
        case "s": number
        case "m", "min": number * 60
        case "h": number * 3_600
        case "": number == 0 ? 0 : nil
        default: nil
        }
    }

    /// Kilobits a second; nil when it is no bandwidth.
    var kilobitsPerSecond: Double? {
        switch unit {
        case "bit/s": number / 1_000
        case "kbit/s": number
        case "Mbit/s": number * 1_000
        case "Gbit/s": number * 1_000_000
        default: nil
        }
    }

    /// How many a second; nil when it is no rate.
    var perSecond: Double? {
        switch unit {
        case "", "/s": number
        case "/m", "/min": number / 60
        case "/h": number / 3_600
        default: nil
        }
    }

    /// Bytes; nil when it is no size.
    var bytes: Double? {
        switch unit {
        case "", "B": number
        case "KB", "kB": number * 1_000
        case "KiB": number * 1_024
        case "MB": number * 1_000_000
        case "MiB": number * 1_048_576
        default: nil
        }
    }
}

extension StringProtocol {
    /// Without the spaces around it.
    var trimmed: SubSequence {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...last]
    }
}

extension Double {
    /// Without a fraction when it has none.
    var plain: String {
        rounded() == self && magnitude < 1e15 ? String(Int(self)) : String(self)
    }

    /// Seconds as people write them.
    var plainTime: String {
        if self == 0 { return "0s" }
        if self < 1 { return (self * 1_000).plain + "ms" }
        if self < 120 || truncatingRemainder(dividingBy: 60) != 0 { return plain + "s" }
        return truncatingRemainder(dividingBy: 3_600) == 0
            ? (self / 3_600).plain + "h" : (self / 60).plain + "m"
    }
}
