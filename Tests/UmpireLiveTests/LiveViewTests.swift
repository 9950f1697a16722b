import Testing
import UmpireReport

/// Whole frames, and what gives way when there is little room.
@Suite("A frame of the live view") struct LiveViewTests {
    private func lines(_ frame: String) -> [Substring] {
        frame.split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test("80 by 24 is filled to the last line") func usualTerminal() {
        #expect(InventedRun.frame(80, 24) == GoldenFrames.usual)
    }

    @Test("60 columns show less of the last minute") func narrowTerminal() {
        #expect(InventedRun.frame(60, 24) == GoldenFrames.narrow)
    }

    @Test("200 columns have the expectations at the side") func wideTerminal() {
        #expect(InventedRun.frame(200, 24) == GoldenFrames.wide)
    }

    @Test("colours only repeat what words say") func colours() {
        let coloured = InventedRun.frame(80, 24, LiveStyle(hasColour: true, isUnicode: true))
        let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(plain == GoldenFrames.usual)
        #expect(coloured.contains("\u{1B}[1;31mbroken\u{1B}[0m"))
        let higher = InventedRun.frame(80, 40, LiveStyle(hasColour: true, isUnicode: true))
        #expect(higher.contains("\u{1B}[32mheld\u{1B}[0m"))
        #expect(!GoldenFrames.usual.contains("\u{1B}"))
    }

    @Test("without UTF-8 all is ASCII, in the same places") func ascii() {
        var input = InventedRun.input
        input.name = "Zug ✈ fährt"
        let frame = InventedRun.frame(input, 80, 24, LiveStyle(hasColour: false, isUnicode: false))
        #expect(frame.utf8.allSatisfy { $0 < 0x80 })
        input.name = "train ride"
        let asUsual = InventedRun.frame(
            input, 80, 24, LiveStyle(hasColour: false, isUnicode: false))
        #expect(asUsual == GoldenFrames.ascii)
    }

    @Test("no frame is higher or wider than the terminal", arguments: 1...40)
    func anySize(height: Int) {
        for width in stride(from: 20, through: 220, by: 7) {
            let lines = lines(InventedRun.frame(width, height))
            #expect(lines.count <= height, "\(width) by \(height)")
            #expect(lines.allSatisfy { $0.count <= width }, "\(width) by \(height)")
            #expect(lines.allSatisfy { $0.last != " " }, "\(width) by \(height)")
        }
    }

    @Test("what is in danger is shown when little else can be") func lowTerminal() {
        let lines = lines(InventedRun.frame(80, 8))
        #expect(lines.count == 8)
        #expect(lines[4].hasPrefix("broken   mismatches == 0"))
        #expect(lines[5].hasPrefix("not yet  snapshot.gap p99 < 40 ms"))
        #expect(lines[6] == "and 5 more, 3 held")
        #expect(lines[7].hasPrefix("+ - arrival rate"))
    }

    @Test("a run without scenario, bots or numbers has a frame too") func nothing() {
        let lines = lines(InventedRun.frame(LiveInput(), 80, 24))
        #expect(lines.first?.hasPrefix("bots") == true)
        #expect(lines.first?.hasSuffix("0:00 of 0:00") == true)
        #expect(lines.contains("0 seated of 0 bots present · 0 arrivals/s"))
    }

    @Test("the line of keys says what keys do now") func keys() {
        var input = InventedRun.input
        input.isPaused = true
        input.rateFactor = 1.5
        let paused = InventedRun.frame(input, 80, 24)
        #expect(paused.contains("12.5 arrivals/s × 1.5 · arrivals paused"))
        #expect(paused.hasSuffix("+ - arrival rate   space let bots arrive   q end"))
        input.isEnding = true
        #expect(InventedRun.frame(input, 80, 24).hasSuffix("Ctrl-C again ends at once"))
        #expect(InventedRun.frame(input, 80, 24).contains("saying goodbye"))
        input.isWaiting = true
        #expect(InventedRun.frame(input, 80, 24).contains("waiting until it lets go"))
        input.takesKeys = false
        #expect(InventedRun.frame(input, 80, 24).hasSuffix("Ctrl-C ends"))
    }

    @Test("a late generator is said in words") func lateGenerator() {
        var input = InventedRun.input
        #expect(!InventedRun.frame(input, 80, 24).contains("own machine is late"))
        input.isGeneratorLate = true
        #expect(InventedRun.frame(input, 80, 24).contains("own machine is late"))
    }

    @Test(
        "a name cannot give orders to the terminal",
        arguments: ["a\u{1B}[2Jb", "a\nb", "a\u{9B}31mb", "a\u{202E}b", "a\u{7}b", "a\r\nb"])
    func hostileName(name: String) {
        var input = InventedRun.input
        input.name = name
        input.expectations = [LiveInput.Expected(name, value: "0", .held)]
        let frame = InventedRun.frame(input, 80, 24)
        #expect(lines(frame).first?.hasPrefix("a?") == true)
        let isClean = frame.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || ![.control, .format].contains(scalar.properties.generalCategory)
        }
        #expect(isClean)
    }

    @Test("scripts of double width count double") func wideScript() {
        var input = InventedRun.input
        input.name = String(repeating: "試", count: 60)
        let first = lines(InventedRun.frame(input, 80, 24))[0]
        let cells = first.reduce(0) { $0 + ($1 == "試" ? 2 : 1) }
        #expect(cells == 80 || cells == 79)
        #expect(first.hasSuffix("0:17 of 1:00"))
    }
}
