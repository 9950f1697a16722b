/// Draws frames over one another at the place of the terminal where the first one began.
///
/// A frame is one write between the marks of synchronised output, and lines are written over
/// instead of being cleared first: nothing flickers, with or without those marks.
struct LiveCanvas {
    private var drawnLines = 0
    private var drawnSize: (columns: Int, rows: Int)?

    /// Whether the last frame was for another size.
    func isOther(_ size: (columns: Int, rows: Int)) -> Bool {
        drawnSize.map { $0 != size } ?? true
    }

    /// What draws a frame over the last one.
    mutating func drawing(_ frame: String, _ size: (columns: Int, rows: Int)) -> String {
        var text = "\u{1B}[?2026h\u{1B}[?25l\u{1B}[?7l"
        if drawnLines > 0, isOther(size) {
            // The terminal has broken the old lines anew: where they are now nobody knows.
            text += "\u{1B}[H\u{1B}[J"
        } else {
            text += toTop
        }
        let lines = frame.split(separator: "\n", omittingEmptySubsequences: false)
        text += lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[K\u{1B}[J"
        (drawnLines, drawnSize) = (lines.count, size)
        return text + "\u{1B}[?7h\u{1B}[?2026l"
    }

    /// What takes the frame away and shows the cursor again.
    mutating func clearing() -> String {
        let text = toTop + "\u{1B}[J\u{1B}[?25h"
        forget()
        return text
    }

    /// Begins anew, where the cursor is.
    mutating func forget() {
        drawnLines = 0
        drawnSize = nil
    }

    private var toTop: String {
        drawnLines > 1 ? "\u{1B}[\(drawnLines - 1)A\r" : drawnLines == 1 ? "\r" : ""
    }
}
