/// A row of bars, one for each value, from 0 to the greatest that is shown.
enum LiveSparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")
    private static let letters = Array("_.-:=+*#")

    /// The newest values, right-aligned in exactly `width` columns.
    static func text(_ values: [Double?], width: Int, isUnicode: Bool) -> String {
        let shown = values.suffix(max(0, width))
        let most = shown.reduce(0) { max($0, $1.flatMap { $0.isFinite ? $0 : nil } ?? 0) }
        let steps = isUnicode ? blocks : letters
        let bars = shown.map { value -> Character in
            guard let value, value.isFinite else { return " " }
            guard most > 0, value > 0 else { return steps[0] }
            // Only what is nothing gets the lowest bar, so that little can be told from nothing.
            let height = 1 + Int((value / most * Double(steps.count - 2)).rounded())
            return steps[min(height, steps.count - 1)]
        }
        return String(repeating: " ", count: max(0, width - bars.count)) + String(bars)
    }

    /// A bar that is filled to a share of 0…1, in exactly `width` columns.
    static func bar(_ share: Double, width: Int, isUnicode: Bool) -> String {
        let width = max(0, width)
        let share = share.isFinite ? min(max(share, 0), 1) : 0
        guard isUnicode else {
            let full = Int(share * Double(width))
            return String(repeating: "#", count: full)
                + String(repeating: ".", count: width - full)
        }
        let halves = Int(share * Double(width) * 2)
        var bar = String(repeating: "━", count: halves / 2)
        if halves % 2 > 0 { bar.append("╾") }
        return bar + String(repeating: "─", count: width - bar.count)
    }
}
