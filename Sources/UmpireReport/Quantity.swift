public import UmpireScenario

/// Numbers as people read them.
public enum Quantity {
    /// A value of a metric in its unit: `61.2 ms`, `1.24 kB`, `3 ticks`, `1,204`.
    public static func text(_ value: Double, _ kind: Metric.Kind) -> String {
        switch kind {
        case .time: time(value)
        case .bytes: bytes(value)
        case .ticks: decimal(value, 1) + (value == 1 ? " tick" : " ticks")
        case .counter: decimal(value, 2)
        }
    }

    /// Microseconds in the unit that suits them: `850 µs`, `61.2 ms`, `12.4 s`.
    public static func time(_ microseconds: Double) -> String {
        switch microseconds.magnitude {
        case ..<999.5: digits(microseconds) + " µs"
        case ..<999_500: digits(microseconds / 1e3) + " ms"
        default: digits(microseconds / 1e6) + " s"
        }
    }

    /// Microseconds in the unit that suits them.
    public static func time(_ microseconds: Int) -> String { time(Double(microseconds)) }

    /// A value of a metric with three digits that count, zeros too: for columns.
    static func cell(_ value: Double, _ kind: Metric.Kind) -> String {
        let text = text(value, kind)
        guard kind == .time || kind == .bytes, let space = text.firstIndex(of: " ") else {
            return text
        }
        let unit = text[space...]
        let number = String(text[..<space])
        let digits = number.filter(\.isNumber).count
        guard unit != " µs" && unit != " B", digits < 3 else { return text }
        let point = number.contains(".") ? "" : "."
        return number + point + String(repeating: "0", count: 3 - digits) + unit
    }

    /// Microseconds in milliseconds, to a hundredth: for columns of one unit.
    public static func milliseconds(_ microseconds: Int) -> String {
        fixed(Double(microseconds) / 1e3, 2)
    }

    /// Bytes in the unit that suits them, by thousands: `43 B`, `1.24 kB`, `8.02 MB`.
    public static func bytes(_ bytes: Double) -> String {
        switch bytes.magnitude {
        case ..<999.5: digits(bytes) + " B"
        case ..<999_500: digits(bytes / 1e3) + " kB"
        case ..<999_500_000: digits(bytes / 1e6) + " MB"
        default: digits(bytes / 1e9) + " GB"
        }
    }

    /// A whole number with commas: `12,042`.
    public static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// So many digits behind the point, less zeros at the end: `40`, `99.9`, `1,204.5`.
    public static func decimal(_ value: Double, _ places: Int = 3) -> String {
        var text = fixed(value, places)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// Exactly so many digits behind the point: `40.00`.
    public static func fixed(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        guard value.isFinite, value.magnitude * scale < 1e15 else { return "\(value)" }
        let scaled = Int((value.magnitude * scale).rounded())
        let text = (value < 0 && scaled > 0 ? "-" : "") + count(scaled / Int(scale))
        guard places > 0 else { return text }
        let part = String(scaled % Int(scale))
        return text + "." + String(repeating: "0", count: places - part.count) + part
    }

    /// At most so many digits behind the point and no commas: for machines.
    static func machine(_ value: Double, _ places: Int = 3) -> String {
        decimal(value, places).filter { $0 != "," }
    }

    /// Three digits that count, less zeros at the end.
    private static func digits(_ value: Double) -> String {
        switch value.magnitude {
        case ..<9.995: decimal(value, 2)
        case ..<99.95: decimal(value, 1)
        default: decimal(value, 0)
        }
    }
}
