/// A frame of the live view: a pure function, so that tests can compare whole frames.
///
/// ```
/// title and progress     always
/// crowd                  always
/// percentiles            given up third
/// sparklines             given up first
/// counters               given up second
/// expectations           as many as there is room for, broken ones first
/// keys                   always
/// ```
/// From 132 columns on, the expectations stand beside what is above them.
public enum LiveView {
    /// The frame in at most `height` lines of at most `width` columns, without a line break at the
    /// end.
    public static func frame(
        _ input: LiveInput, width: Int, height: Int, style: LiveStyle
    ) -> String {
        let width = max(20, width)
        let parts = LiveParts(input: input, style: style)
        let lines =
            width < 132
            ? narrow(parts, width: width, height: height)
            : wide(parts, width: width, height: height)
        return lines.prefix(max(1, height)).map { $0.written(style, within: width) }
            .joined(separator: "\n")
    }

    private static func narrow(_ parts: LiveParts, width: Int, height: Int) -> [LiveLine] {
        let top = parts.title(width: width) + parts.crowd(width: width)
        let keys = parts.keys(width: width)
        var middle = [
            parts.table(width: width), parts.sparklines(width: width),
            parts.counters(width: width),
        ]
        // The heading and three lines are the least that says something about expectations.
        let expected = parts.expectationCount == 0 ? 0 : 1 + min(3, parts.expectationCount)
        for index in [1, 2, 0]
        where count(middle) + top.count + keys.count + expected > height { middle[index] = [] }
        let room = height - count(middle) - top.count - keys.count
        // What does not hold is worth more than blank lines, and these more than what holds.
        let blanks = middle.count { !$0.isEmpty } + 2
        let expectations = parts.expectations(
            width: width, height: min(room, max(parts.leastExpectationLines, room - blanks)))
        return spaced([top] + middle + [expectations, keys], height: height)
    }

    private static func wide(_ parts: LiveParts, width: Int, height: Int) -> [LiveLine] {
        let top = parts.title(width: width) + parts.crowd(width: width)
        let keys = parts.keys(width: width)
        let room = max(0, height - top.count - keys.count - 2)
        let left = 86
        let columns = [
            parts.table(width: left), parts.sparklines(width: left), parts.counters(width: left),
        ]
        let numbers = spaced(columns, height: room).prefix(room)
        let right = parts.expectations(width: width - left - 4, height: room)
        let both = (0..<max(numbers.count, right.count)).map { index in
            var line = index < numbers.count ? numbers[index] : LiveLine()
            guard index < right.count else { return line }
            line.fill(to: left + 4)
            line.append(right[index])
            return line
        }
        return spaced([top, both, keys], height: height)
    }

    private static func count(_ parts: [[LiveLine]]) -> Int { parts.reduce(0) { $0 + $1.count } }

    /// The parts with a blank line between them, from the top down as far as there is room.
    private static func spaced(_ parts: [[LiveLine]], height: Int) -> [LiveLine] {
        let parts = parts.filter { !$0.isEmpty }
        var blanks = max(0, height - count(parts))
        var lines: [LiveLine] = []
        for part in parts {
            if !lines.isEmpty, blanks > 0 {
                lines.append(LiveLine())
                blanks -= 1
            }
            lines += part
        }
        return lines
    }
}
