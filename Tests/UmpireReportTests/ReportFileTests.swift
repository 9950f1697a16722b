import Testing
import UmpireBasics
import UmpireReport
import UmpireScenario

@Suite struct ReportFileTests {
    @Test("a report that is written and read again is the same") func roundTrip() throws {
        var run = SampleRun(seed: .max)
        run.mode = .sockets
        run.scenario.name = "tab\t, \"quotes\", \\ and \u{1}, 日本 🎮"
        run.fields = [FieldShare(table: "fighters", field: "x", bits: 12_345)]
        run.notes = ["a note"]
        run.measures.countClose(4_430)
        run.measures.countRefusal("busy")
        let report = run.report(wallSeconds: 60.25)
        let read = try RunReport(json: Array(report.json().utf8))
        #expect(read == report)
        #expect(read.seed == .max)
        #expect(report.failures.count == 1)
    }

    @Test("the same seed in virtual time writes the same bytes, whatever the clock says")
    func sameBytes() {
        var first = SampleRun()
        var second = SampleRun()
        var other = SampleRun(seed: 8)
        let json = first.report(wallSeconds: 0.5).json()
        #expect(json == second.report(wallSeconds: 0.7).json())
        #expect(json != other.report(wallSeconds: 0.5).json())
        #expect(!json.contains("wallSeconds"))
    }

    @Test("another version, no version and other files are refused with a sentence") func refusals()
    {
        var run = SampleRun()
        run.seconds = 3
        let json = run.report().json()
        func sentence(_ text: String) -> String {
            do {
                _ = try RunReport(json: Array(text.utf8))
                return "read"
            } catch { return error.description }
        }
        #expect(sentence(json) == "read")
        let later = json.replacing("\"version\": 1", with: "\"version\": 2")
        #expect(sentence(later).hasPrefix("the report has version 2, this program reads version 1"))
        #expect(sentence("{}").hasPrefix("the report has no \"version\""))
        #expect(sentence("name: smoke").hasPrefix("the report is no JSON at byte 1"))
        #expect(
            sentence(json.replacing("\"seed\": 7", with: "\"seed\": -7"))
                .hasPrefix("the report has no seed that can be read"))
        let large = [UInt8](repeating: 0x20, count: ReportError.greatestSize + 1)
        #expect(throws: ReportError.tooLarge(bytes: large.count)) { try RunReport(json: large) }
    }

    @Test("a report that is cut anywhere is refused, and a changed byte never traps")
    func damage() throws {
        var run = SampleRun()
        run.seconds = 2
        run.measures.countClose(1_000)
        let bytes = Array(run.report().json().utf8)
        for length in stride(from: 0, to: bytes.count - 2, by: 97) {
            #expect(throws: ReportError.self) { try RunReport(json: Array(bytes[..<length])) }
        }
        let seed: UInt64 = 3
        var random = GameRandom(seed: seed)
        var refused = 0
        for _ in 0..<300 {
            var changed = bytes
            changed[random.int(in: 0...bytes.count - 1)] = UInt8(random.int(in: 0...255))
            do {
                let report = try RunReport(json: changed)
                _ = RunComparison(report, report).text(.init(hasColour: false, isUnicode: true))
            } catch { refused += 1 }
        }
        #expect(refused > 50, "seed \(seed)")
    }

    @Test("what nests too deeply is refused") func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: ReportError.malformed(byte: 16)) { try RunReport(json: Array(deep.utf8)) }
    }
}
