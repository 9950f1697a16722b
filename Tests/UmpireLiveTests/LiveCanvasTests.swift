import Testing

@testable import Umpire

/// What is written to a terminal to draw a frame over another.
@Suite("Frames over frames") struct LiveCanvasTests {
    private let size = (columns: 80, rows: 24)

    @Test("the second frame begins where the first did") func inPlace() {
        var canvas = LiveCanvas()
        let first = canvas.drawing("a\nb\nc", size)
        #expect(!first.contains("A\r"))
        #expect(first.contains("a\u{1B}[K\r\nb\u{1B}[K\r\nc\u{1B}[K\u{1B}[J"))
        let second = canvas.drawing("d", size)
        #expect(second.contains("\u{1B}[2A\rd\u{1B}[K\u{1B}[J"))
        #expect(canvas.drawing("e", size).contains("\re"))
    }

    @Test("a frame is one synchronised update that does not wrap") func marks() {
        var canvas = LiveCanvas()
        let text = canvas.drawing("a", size)
        #expect(text.hasPrefix("\u{1B}[?2026h"))
        #expect(text.hasSuffix("\u{1B}[?7h\u{1B}[?2026l"))
    }

    @Test("another size clears what the terminal has broken anew") func resized() {
        var canvas = LiveCanvas()
        _ = canvas.drawing("a\nb", size)
        #expect(!canvas.isOther(size))
        #expect(canvas.isOther((columns: 60, rows: 24)))
        #expect(canvas.drawing("a\nb", (columns: 60, rows: 24)).contains("\u{1B}[H\u{1B}[J"))
    }

    @Test("clearing goes back to the top and shows the cursor") func clearing() {
        var canvas = LiveCanvas()
        _ = canvas.drawing("a\nb\nc", size)
        #expect(canvas.clearing() == "\u{1B}[2A\r\u{1B}[J\u{1B}[?25h")
        #expect(canvas.clearing() == "\u{1B}[J\u{1B}[?25h")
    }

    @Test("keys change the arrivals in steps, and never to nothing") func rates() {
        #expect(LiveRate.next(above: 1) == 1.5)
        #expect(LiveRate.next(below: 1) == 0.75)
        var factor = 1.0
        for _ in 0..<50 { factor = LiveRate.next(above: factor) }
        #expect(factor == 100)
        for _ in 0..<50 { factor = LiveRate.next(below: factor) }
        #expect(factor == 0.1)
    }
}
