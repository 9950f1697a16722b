import Testing
import UmpireReport
import UmpireScenario

@Suite struct RenderingTests {
    private let evil = "</title><script>alert('&amp;')</script>\u{0}\" onload=\"x"

    /// A report in which everything that others can choose is hostile.
    private func hostile() -> RunReport {
        var run = SampleRun()
        run.seconds = 20
        run.scenario.name = evil
        run.scenario.about = evil
        run.scenario.expectations.append(
            Expected(.seats, .count, .less, 3, text: evil))
        run.text = evil
        run.notes = [evil]
        run.fields = [FieldShare(table: evil, field: evil, bits: 80)]
        run.measures.countRefusal(evil)
        return run.report()
    }

    @Test("the page holds nothing that a scenario or a server can make a tag of") func escaping() {
        let html = hostile().html()
        #expect(MarkupCheck.fault(in: html) == nil)
        #expect(!html.contains("<script"))
        #expect(!html.contains("\u{0}"))
        #expect(html.contains("&lt;script&gt;"))
    }

    @Test("the page asks for nothing from outside") func selfContained() {
        var run = SampleRun()
        let html = run.report().html()
        for word in ["http", "url(", "@import", "src=", "//"] { #expect(!html.contains(word)) }
    }

    @Test("the page has a drawing with a name and a table for each chart") func charts() {
        var run = SampleRun()
        run.fields = [FieldShare(table: "fighters", field: "x", bits: 80)]
        let html = run.report().html()
        func count(_ text: String) -> Int { html.split(separator: text).count - 1 }
        #expect(count("<svg") == 5)
        #expect(count("role=\"img\"") == 5)
        #expect(count("<details>") == 5)
        #expect(html.contains("fighters.x"))
        #expect(html.contains("return time"))
        #expect(html.contains("30.1 ms over the 40 ms expected"))
        run.fields = []
        #expect(!run.report().html().contains("Bandwidth by field"))
    }

    @Test("a run of nothing and of one second can be drawn") func little() {
        let recorder = RunRecorder(Scenario(), mode: .virtual, scenarioText: "")
        let nothing = recorder.finish(Measures(), seconds: 0)
        #expect(MarkupCheck.fault(in: nothing.html()) == nil)
        #expect(!nothing.html().contains("<svg"))
        var second = recorder
        var measures = Measures()
        measures.record(.snapshotGap, 0)
        second.second(measures, present: 0, seated: 0)
        let short = second.finish(measures, seconds: 1).html()
        #expect(MarkupCheck.fault(in: short) == nil)
        #expect(!short.contains("nan") && !short.contains("inf\""))
    }

    @Test("what is counted has an axis of whole numbers", arguments: [1, 3, 10, 120])
    func wholeMarks(bots: Int) throws {
        var recorder = RunRecorder(Scenario(), mode: .virtual, scenarioText: "")
        recorder.second(Measures(), present: bots, seated: bots)
        let html = recorder.finish(Measures(), seconds: 1).html()
        let rest = try #require(html.split(separator: "<h3>Bots</h3>").last)
        let figure = try #require(rest.split(separator: "</figure>").first)
        let texts = figure.split(separator: "<span class=\"y\"").dropFirst().compactMap { mark in
            mark.split(separator: ">").dropFirst().first?.split(separator: "<").first
        }
        let numbers = texts.compactMap { Int($0) }
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        #expect(numbers.first == 0 && (numbers.last ?? 0) >= bots && numbers.count >= 2)
    }

    @Test("each expectation is a test case of JUnit, a failure says by how much") func junit() {
        let report = hostile()
        let xml = report.junit()
        #expect(MarkupCheck.fault(in: xml) == nil)
        #expect(xml.split(separator: "<testcase").count - 1 == report.expectations.count)
        #expect(xml.split(separator: "<failure").count - 1 == 2)
        #expect(xml.contains("failures=\"2\" errors=\"0\""))
        #expect(
            xml.contains("<failure message=\"seats was 8, 5 over the 3 expected\""))
    }

    @Test("in JUnit a run that the bots' machine spoilt is an error") func spoilt() {
        var run = SampleRun()
        run.seconds = 1
        run.scenario.expectations = []
        run.measures.countLateArrival()
        let xml = run.report().junit()
        #expect(MarkupCheck.fault(in: xml) == nil)
        #expect(xml.contains("<error message=\"limited by the generator\"/>"))
        #expect(xml.contains("failures=\"0\" errors=\"1\""))
    }

    @Test("the terminal's table says all that matters in 76 columns") func text() {
        var run = SampleRun()
        run.measures.countClose(4_430)
        let report = run.report(wallSeconds: 0.1)
        let lines = report.text(LiveStyle(hasColour: false, isUnicode: true))
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 76 })
        #expect(lines[1] == "virtual time, seed 7, 60 s, 600 × real time")
        #expect(
            lines[4]
                == "input.to.effect          14,040  67.8 ms  84.0 ms  87.7 ms   129 ms   165 ms")
        #expect(
            lines.contains("FAILED snapshot.gap p99 was 70.1 ms, 30.1 ms over the 40 ms expected"))
        #expect(lines.contains("ok     seats was 8 (>= 8)"))
        #expect(lines.contains("closes       1 with 4430"))
        #expect(lines.last == "FAILED: 1 of \(report.expectations.count) expectations")
    }

    @Test("colours and marks come only where they can be shown, control characters never")
    func styles() {
        let report = hostile()
        let plain = report.text(LiveStyle(hasColour: false, isUnicode: false))
        #expect(plain.allSatisfy { $0.isASCII && ($0 == "\n" || $0 >= " ") })
        let drawn = report.text(LiveStyle(hasColour: true, isUnicode: true))
        #expect(drawn.contains("\u{1B}[32m✓"))
        #expect(!drawn.contains("\u{0}"))
    }
}
